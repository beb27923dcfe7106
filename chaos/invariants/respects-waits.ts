import type { Observations } from '../observations';
import { exporterOf, isOwn } from './own-jobs';

/** Who is asked to wait does: for Twilio's `Retry-After`, and for an operator's pause. */
export function respectsWaits(observations: Observations): readonly string[] {
  return [...hasty(observations), ...unpaused(observations)];
}

/** An account has four calls under way at most. */
const ON_THEIR_WAY = 3;

/**
 * Calls that were on their way when another was told to wait are no fault; and a worker that was killed takes what it was told with
 * it.
 */
function hasty({ report, requests, workerKills, workerOwnEnds }: Observations): readonly string[] {
  const told = requests.filter(({ fault = '' }) => /^rate limit|^answer 503$/.test(fault)).length;
  const excused = ON_THEIR_WAY * told + (1 + ON_THEIR_WAY) * (workerKills + workerOwnEnds.length);
  const { rateLimitViolations } = report;
  return rateLimitViolations > excused ? [`${rateLimitViolations} calls came before a Retry-After was over.`] : [];
}

/** What was being submitted when the pause came is seen through. */
function unpaused({ pauses, scenario, jobs }: Observations): readonly string[] {
  return pauses.flatMap(({ of, fromMs, untilMs }) => {
    const paused = scenario.exports[of];
    const isAlone = scenario.exports.every((other) => other === paused || other.resourceType !== paused?.resourceType);
    if (!paused || !isAlone) return [];
    const made = jobs.filter(
      (job) => isOwn(job) && job.resourceType === paused.resourceType && job.createdAtMs > fromMs && job.createdAtMs < untilMs,
    );
    const isFine = new Set(made.map(exporterOf)).size > 1 || made.length <= 1;
    return isFine ? [] : [`${paused.resourceType}: ${made.length} jobs were made during a pause.`];
  });
}
