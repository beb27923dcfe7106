import { dayAt } from '../../simulator/calendar';
import type { Observations } from '../observations';
import { exporterOf, ownRequests } from './own-jobs';

/** No day has more attempts than it may, and what Twilio refuses is not asked for again and again. */
export function bounded(observations: Observations): readonly string[] {
  return [...tooManyAttempts(observations), ...tooManyRefusals(observations)];
}

/** A job that was gone before anybody saw it does not count: nobody knows of it. */
function tooManyAttempts(observations: Observations): readonly string[] {
  const attempts = new Map<string, number>();
  for (const { job, resourceType, day } of ownRequests(observations)) {
    if (job.isForgotten || job.deletedAtMs !== undefined) continue;
    const key = `${resourceType} ${day} by ${exporterOf(job)}`;
    attempts.set(key, (attempts.get(key) ?? 0) + 1);
  }
  const most = mostAttempts(observations);
  return [...attempts]
    .filter(([, count]) => count > most)
    .map(([key, count]) => `${key} was requested ${count} times, more than ${most}.`);
}

function mostAttempts({ scenario, commands }: Observations): number {
  const accepted = commands.filter(({ isAccepted }) => isAccepted).map(({ command }) => command);
  const changed = accepted.flatMap((command) => (command.action === 'change' ? (command.options.maxAttempts ?? 0) : 0));
  const most = Math.max(...scenario.exports.map(({ options }) => options.maxAttempts), ...changed);
  return most * (1 + accepted.filter(({ action }) => action === 'resubmit').length);
}

/** Each export may run into a refusal once more before it knows that the day is closed. */
function tooManyRefusals({ requests, exports }: Observations): readonly string[] {
  const byUtcDay = new Map<string, number>();
  for (const { operation, fault, atMs } of requests) {
    if (operation !== 'create' || fault !== 'answer 400') continue;
    byUtcDay.set(dayAt(atMs), (byUtcDay.get(dayAt(atMs)) ?? 0) + 1);
  }
  return [...byUtcDay]
    .filter(([, count]) => count > 2 * exports.length)
    .map(([utcDay, count]) => `${count} creates were refused on ${utcDay}, more than ${2 * exports.length}.`);
}
