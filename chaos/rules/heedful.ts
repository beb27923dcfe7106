import type { Evidence } from '../evidence';
import { exporterOf, isOwn } from './own-jobs';

/** Who is asked to wait does: for Twilio's `Retry-After`, and for an operator's pause. */
export function heedful(evidence: Evidence): readonly string[] {
  return [...hasty(evidence), ...unpaused(evidence)];
}

/** A worker that was killed takes what it was told with it; its successor may send a few calls before it is told again. */
function hasty({ report, workerKills, workerOwnEnds }: Evidence): readonly string[] {
  const excused = 4 * (workerKills + workerOwnEnds);
  const { rateLimitViolations } = report;
  return rateLimitViolations > excused
    ? [`${rateLimitViolations} calls came before a Retry-After was over.`]
    : [];
}

/** What was being submitted when the pause came is seen through. */
function unpaused({ pauses, scenario, jobs }: Evidence): readonly string[] {
  return pauses.flatMap(({ of, fromMs, untilMs }) => {
    const paused = scenario.exports[of];
    const isAlone = scenario.exports.every(
      (other) => other === paused || other.resourceType !== paused?.resourceType,
    );
    if (!paused || !isAlone) return [];
    const made = jobs.filter(
      (job) =>
        isOwn(job) &&
        job.resourceType === paused.resourceType &&
        job.createdAtMs > fromMs &&
        job.createdAtMs < untilMs,
    );
    const isFine = new Set(made.map(exporterOf)).size > 1 || made.length <= 1;
    return isFine ? [] : [`${paused.resourceType}: ${made.length} jobs were made during a pause.`];
  });
}
