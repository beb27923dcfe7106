import { bounded } from './invariants/bounded';
import { complete } from './invariants/complete';
import { ended } from './invariants/ended';
import { foreignJobsUntouched } from './invariants/foreign-jobs-untouched';
import { noDuplicateDays } from './invariants/no-duplicate-days';
import { outcomesTrue } from './invariants/outcomes-true';
import { replayable } from './invariants/replayable';
import { respectsWaits } from './invariants/respects-waits';
import { wholeFiles } from './invariants/whole-files';
import { withinQuota } from './invariants/within-quota';
import type { Observations } from './observations';

const RULES = [
  noDuplicateDays,
  outcomesTrue,
  complete,
  bounded,
  withinQuota,
  foreignJobsUntouched,
  respectsWaits,
  ended,
  wholeFiles,
  replayable,
];

/** What the exports of a scenario did that they promise never to do, one sentence each. */
export function judge(observations: Observations): readonly string[] {
  return RULES.flatMap((rule) => rule(observations));
}
