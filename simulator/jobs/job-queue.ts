import type { Span } from './day-course';
import type { Job } from './job';
import type { JobLife } from './job-life';

/**
 * When a new job will run, given the jobs of its account before it. A job whose life is not by duration takes no time and no place.
 */
export function spanInQueue(life: JobLife, createdAtMs: number, earlier: readonly Job[]): Span {
  if (life.pace !== 'byDuration') return { startMs: createdAtMs, endMs: createdAtMs };
  const endsMs = earlier.flatMap(endOfPlace).sort((a, b) => b - a);
  const placeFreeMs = endsMs[life.parallel - 1] ?? -Infinity;
  const startMs = Math.max(createdAtMs + life.queueMs, placeFreeMs);
  return { startMs, endMs: startMs + life.jobMs };
}

/** Let the waiting jobs of an account move up after one of them was deleted; running ones are not touched. */
export function moveUp(jobsOfAccount: readonly Job[], nowMs: number): void {
  jobsOfAccount.forEach((job, index) => {
    if (job.deletedAtMs !== undefined || job.span.startMs <= nowMs) return;
    job.span = spanInQueue(job.life, job.createdAtMs, jobsOfAccount.slice(0, index));
  });
}

/** When a job stops taking a place; a job deleted while it waited never took one. */
function endOfPlace({ life, span, deletedAtMs = Infinity }: Job): readonly number[] {
  const tookPlace = life.pace === 'byDuration' && span.startMs < deletedAtMs;
  return tookPlace ? [Math.min(span.endMs, deletedAtMs)] : [];
}
