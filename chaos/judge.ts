import type { Evidence } from './evidence';
import { bounded } from './rules/bounded';
import { complete } from './rules/complete';
import { ended } from './rules/ended';
import { heedful } from './rules/heedful';
import { leftAlone } from './rules/left-alone';
import { neverTwice } from './rules/never-twice';
import { truthful } from './rules/truthful';
import { withinQuota } from './rules/within-quota';

const RULES = [neverTwice, truthful, complete, bounded, withinQuota, leftAlone, heedful, ended];

/** What the exports of a scenario did that they promise never to do, one sentence each. */
export function judge(evidence: Evidence): readonly string[] {
  return RULES.flatMap((rule) => rule(evidence));
}
