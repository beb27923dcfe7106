import { skipped, type CheckResult } from './check';
import type { Diagnostics } from './diagnostics';

/** Whether the workflows of exports and of their quota make progress: one result for each that does not. */
export function exportsChecks({ failing }: Diagnostics): CheckResult[] {
  const check = 'Exports';
  if (!failing) return [skipped(check, 'Temporal')];
  if (failing.length === 0) {
    return [{ check, state: 'ok', message: 'No failing workflow tasks.' }];
  }
  return failing.map(({ workflowId, problem, remedy }) => ({
    check,
    state: 'failed',
    message: `${workflowId}: ${problem}`,
    remedy,
  }));
}
