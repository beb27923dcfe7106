import type { Answer } from '../../bulk-export/port';
import { friendlyNameOf } from '../../contract/ids';
import type { DayRange } from '../../domain/days/day-range';
import type { Holder } from '../../domain/quota/lease';
import { findSubmission } from '../../domain/twilio/find-submission';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { Attempt } from '../attempt/activity';

/** The maximum age of a job list in which a submission is searched, milliseconds. Nobody else creates a job of its name. */
export const JOB_LIST_MAX_AGE_MS = 5000;

export interface NamedSubmission {
  readonly holder: Holder;
  readonly chunk: DayRange;
  /** Part of the job's name. */
  readonly reservationNumber: number;
}

/** The job list, and in it the job that an earlier attempt of the submission created, if any. */
interface Look {
  readonly list: Answer<readonly JobSnapshot[]>;
  readonly own: JobSnapshot | undefined;
}

/**
 * Find the job of a submission, if an earlier attempt created it. A first attempt checks once, and a later one three times over
 * `ambiguityWaitMs`: an earlier create may have been sent.
 */
export function findOwnJob(attempt: Attempt, submission: NamedSubmission, ambiguityWaitMs: number): Promise<Look> {
  return attempt.number === 1 ? look(attempt, submission, JOB_LIST_MAX_AGE_MS) : lookLong(attempt, submission, ambiguityWaitMs);
}

export function nameOf({ holder, chunk, reservationNumber }: NamedSubmission): string {
  return friendlyNameOf(holder.nonce, chunk, reservationNumber);
}

async function look({ api, signal }: Attempt, submission: NamedSubmission, maxAgeMs = 0): Promise<Look> {
  const list = await api.listJobs(submission.holder.resourceType, { signal, maxAgeMs });
  return { list, own: findSubmission(list.value, nameOf(submission), submission.chunk) };
}

async function lookLong(attempt: Attempt, submission: NamedSubmission, ambiguityWaitMs: number): Promise<Look> {
  const startMs = attempt.monotonicMs();
  for (let lookNumber = 1; ; lookNumber++) {
    const seen = await look(attempt, submission);
    const isLost = lookNumber >= 3 && attempt.monotonicMs() - startMs >= ambiguityWaitMs;
    if (isLost || seen.own) return seen;
    await attempt.sleep(ambiguityWaitMs / 2);
  }
}
