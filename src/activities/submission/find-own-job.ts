import type { Answer } from '../../bulk-export/port';
import { friendlyNameOf } from '../../contract/ids';
import type { DayRange } from '../../domain/days/day-range';
import type { Holder } from '../../domain/quota/lease';
import { findSubmission } from '../../domain/twilio/find-submission';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { Attempt } from '../attempt/run-attempt';

/**
 * A job list this fresh serves as a look, in milliseconds: nobody else uses the name of a submission, and what others
 * have made since is known from their reservations.
 */
export const JOB_LIST_MAX_AGE_MS = 5000;

/** A submission, by which its job is found. */
export interface NamedSubmission {
  readonly holder: Holder;
  readonly chunk: DayRange;
  /** Its number among those of the export, which is in the job's name. */
  readonly submission: number;
}

/** The job list, and in it the job that an earlier attempt at the submission made, if it did. */
interface Look {
  readonly list: Answer<readonly JobSnapshot[]>;
  readonly own: JobSnapshot | undefined;
}

/**
 * Look whether a submission is a job already. A first attempt looks once. Any later one does not know whether an earlier
 * create left: it looks three times over at least `ambiguityWaitMs`.
 */
export function findOwnJob(
  attempt: Attempt,
  submission: NamedSubmission,
  ambiguityWaitMs: number,
): Promise<Look> {
  return attempt.number === 1
    ? look(attempt, submission, JOB_LIST_MAX_AGE_MS)
    : lookLong(attempt, submission, ambiguityWaitMs);
}

/** The name of the job of a submission. */
export function nameOf({ holder, chunk, submission }: NamedSubmission): string {
  return friendlyNameOf(holder.nonce, chunk, submission);
}

async function look({ api, signal }: Attempt, submission: NamedSubmission, maxAgeMs = 0): Promise<Look> {
  const list = await api.listJobs(submission.holder.resourceType, { signal, maxAgeMs });
  return { list, own: findSubmission(list.value, nameOf(submission), submission.chunk) };
}

async function lookLong(
  attempt: Attempt,
  submission: NamedSubmission,
  ambiguityWaitMs: number,
): Promise<Look> {
  const startMs = attempt.monotonicMs();
  for (let lookNumber = 1; ; lookNumber++) {
    const seen = await look(attempt, submission);
    const isLost = lookNumber >= 3 && attempt.monotonicMs() - startMs >= ambiguityWaitMs;
    if (isLost || seen.own) return seen;
    await attempt.sleep(ambiguityWaitMs / 2);
  }
}
