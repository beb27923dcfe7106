import type { OpenJob } from '../ledger/ledger';
import type { ExportOptions } from '../request/export-options';

/** What the pace is told of each open job. */
export type PolledJobTimes = Pick<OpenJob, 'submittedAtMs' | 'estimatedEndMs' | 'isPolled'>;

/** Twilio's clock is read from `Date` headers, which are cut to whole seconds. */
const CLOCK_STEP_MS = 1000;

/** How long to wait for a job without an estimate, by its age. With 1.5 a job of any length is seen to end with few polls. */
const WAIT_BY_AGE = 1.5;

/**
 * How long to wait, from an instant of Twilio's clock, until the jobs are looked at again; milliseconds.
 *
 * A job never looked at, and not expected to take long, is looked at once. Otherwise Twilio's earliest
 * estimate decides. A job without an estimate, or whose estimate has passed, is given the longer the older it is:
 * one that ran for an hour is not missed for a minute. Depends on nothing else, so that a restarted poll keeps
 * its pace.
 */
export function pollDelay(
  jobs: readonly PolledJobTimes[],
  { pollMinMs, pollMaxMs }: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>,
  nowMs: number,
): number {
  const untilEstimate = (job: PolledJobTimes) => (job.estimatedEndMs ?? 0) - nowMs;
  if (jobs.some((job) => !job.isPolled && untilEstimate(job) < CLOCK_STEP_MS)) return 0;

  const waits = jobs.map((job) =>
    untilEstimate(job) > 0
      ? untilEstimate(job)
      : WAIT_BY_AGE * (nowMs - Math.max(job.submittedAtMs, job.estimatedEndMs ?? 0)),
  );
  return Math.min(Math.max(pollMinMs, Math.min(...waits)), pollMaxMs);
}

/** A wait made up to a tenth shorter or longer, so that many exports do not ask in step; `chance` is in [0, 1). */
export function withJitter(waitMs: number, chance: number): number {
  return Math.round(waitMs * (0.9 + 0.2 * chance));
}
