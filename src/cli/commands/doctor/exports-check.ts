import { unknown, type CheckUp } from './check';
import type { Facts } from './diagnostics';

/** Whether the workflows of exports and of their quota continue: one check for each that does not. */
export function exportsChecks({ failing }: Facts): CheckUp[] {
  const check = 'Exports';
  if (!failing) return [unknown(check, 'Temporal')];
  if (failing.length === 0) {
    return [{ check, state: 'ok', words: 'No workflow task of a running export fails.' }];
  }
  return failing.map(({ workflowId, problem, remedy }) => ({
    check,
    state: 'failed',
    words: `${workflowId}: ${problem}`,
    remedy,
  }));
}
