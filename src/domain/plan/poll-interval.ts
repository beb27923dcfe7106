import type { OpenJob } from '../ledger/ledger';
import type { ExportOptions } from '../request/export-options';

export type PolledJobTimes = Pick<OpenJob, 'submittedAtMs' | 'estimatedEndMs' | 'isPolled'>;

const CLOCK_STEP_MS = 1000; // Twilio's clock is read from `Date` headers, which are cut to whole seconds

/** The factor of a job's age for its next poll, without an estimate. With 1.5 few polls suffice for a job of any length. */
const WAIT_BY_AGE = 1.5;

/** The delay of the next poll, ms: none for a new job, then by Twilio's earliest estimate, or by age; a restart keeps it. */
export function pollDelay(jobs: readonly PolledJobTimes[], limits: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>, nowMs: number) {
  const { pollMinMs, pollMaxMs } = limits;
  const untilEstimate = (job: PolledJobTimes) => (job.estimatedEndMs ?? 0) - nowMs;
  if (jobs.some((job) => !job.isPolled && untilEstimate(job) < CLOCK_STEP_MS)) return 0;

  const waits = jobs.map((job) =>
    untilEstimate(job) > 0 ? untilEstimate(job) : WAIT_BY_AGE * (nowMs - Math.max(job.submittedAtMs, job.estimatedEndMs ?? 0)),
  );
  return Math.min(Math.max(pollMinMs, Math.min(...waits)), pollMaxMs);
}

/** A wait with up to 10 % jitter, so that many exports do not poll at the same time; `chance` is in [0, 1). */
export function withJitter(waitMs: number, chance: number): number {
  return Math.round(waitMs * (0.9 + 0.2 * chance));
}
