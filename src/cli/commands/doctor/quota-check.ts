import { ownCommand } from '../../../client/own-command';
import { dayOf } from '../../../domain/days/day-range';
import { spokenDays } from '../../../domain/format';
import { unknown, type CheckUp } from './check';
import type { Facts } from './diagnostics';

/** What is left of the UTC day's quota; none left is no fault. */
export function quotaCheck({ worker, quota }: Facts): CheckUp {
  const check = 'Quota';
  if (!worker || 'problem' in worker) return unknown(check, 'worker');
  if (quota && 'problem' in quota) return { check, state: 'failed', words: quota.problem };
  const { days: workersLimit, group } = worker.quota;
  const limit = quota?.limit ?? workersLimit;
  const nowMs = worker.twilio.problem === undefined ? worker.twilio.nowMs : worker.workerMs;
  const today = dayOf(nowMs);
  const { closedBecause, grantedDays } =
    quota?.utcDay === today ? quota : { closedBecause: undefined, grantedDays: 0 };
  const remedy = `Exports wait for 00:00 UTC by themselves. Who has it: ${ownCommand('quota show')}`;
  if (closedBecause !== undefined) {
    return {
      check,
      state: 'note',
      words: `Nothing more is requested on ${today} (UTC): ${closedBecause}`,
      remedy,
    };
  }
  if (limit === 'none') return { check, state: 'ok', words: `Group ${group} has no limit.` };
  const left = Math.max(limit - grantedDays, 0);
  const words = `${left} of ${spokenDays(limit)} are left on ${today} (UTC) to group ${group}.`;
  return left > 0 ? { check, state: 'ok', words } : { check, state: 'note', words, remedy };
}
