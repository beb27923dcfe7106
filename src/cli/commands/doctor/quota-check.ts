import { ownCommand } from '../../../client/own-command';
import { dayOf } from '../../../domain/days/day-range';
import { formatDays } from '../../../domain/format';
import { skipped, type CheckResult } from './check';
import type { Diagnostics } from './diagnostics';

/** The remaining quota of the UTC day. A spent quota is not a failure. */
export function quotaCheck({ worker, quota }: Diagnostics): CheckResult {
  const check = 'Quota';
  if (!worker || 'problem' in worker) return skipped(check, 'a running worker');
  if (quota && 'problem' in quota) return { check, state: 'failed', message: quota.problem };
  const { days: workersLimit, group } = worker.quota;
  const limit = quota?.limit ?? workersLimit;
  const nowMs = worker.twilio.problem === undefined ? worker.twilio.nowMs : worker.workerMs;
  const today = dayOf(nowMs);
  const { closedBecause, grantedDays } = quota?.utcDay === today ? quota : { closedBecause: undefined, grantedDays: 0 };
  const remedy = `Exports continue at 00:00 UTC. Show the requested days: ${ownCommand('quota', 'show', '--group', group)}`;
  if (closedBecause !== undefined) {
    return { check, state: 'note', message: `No more days are requested on ${today} (UTC): ${closedBecause}`, remedy };
  }
  if (limit === 'none') return { check, state: 'ok', message: `Quota group ${group} has no limit.` };
  const left = Math.max(limit - grantedDays, 0);
  const message = `${left} of ${formatDays(limit)} left on ${today} (UTC) for quota group ${group}.`;
  return left > 0 ? { check, state: 'ok', message } : { check, state: 'note', message, remedy };
}
