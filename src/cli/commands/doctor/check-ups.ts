import type { CheckUp } from './check';
import type { Facts } from './diagnostics';
import { quotaCheck } from './quota-check';
import { searchCheck, temporalCheck } from './temporal-checks';
import { archiveChecks, clockCheck, twilioCheck, versionCheck, workerCheck } from './worker-checks';

/** Judge a set-up by what was found out. */
export function checkUps(facts: Facts): CheckUp[] {
  return [
    temporalCheck(facts),
    workerCheck(facts),
    versionCheck(facts),
    twilioCheck(facts),
    clockCheck(facts),
    quotaCheck(facts),
    ...archiveChecks(facts),
    searchCheck(facts),
  ];
}
