import { bounded } from './invariants/bounded';
import { complete } from './invariants/complete';
import { ended } from './invariants/ended';
import { leftAlone } from './invariants/foreign-jobs-untouched';
import { neverTwice } from './invariants/no-duplicate-days';
import { truthful } from './invariants/outcomes-true';
import { replayable } from './invariants/replayable';
import { heedful } from './invariants/respects-waits';
import { wholeFiles } from './invariants/whole-files';
import { withinQuota } from './invariants/within-quota';
import type { Evidence } from './observations';

const RULES = [
  neverTwice,
  truthful,
  complete,
  bounded,
  withinQuota,
  leftAlone,
  heedful,
  ended,
  wholeFiles,
  replayable,
];

/** What the exports of a scenario did that they promise never to do, one sentence each. */
export function judge(evidence: Evidence): readonly string[] {
  return RULES.flatMap((rule) => rule(evidence));
}
