import { friendlyNameOf } from '../../contract/ids';
import type { DayRange } from '../../domain/days/day-range';
import type { Holder } from '../../domain/quota/protocol';
import { findSubmission } from '../../domain/twilio/find-submission';
import type { Attempt } from '../attempt/activity';

/** The maximum age of a job list in which a submission is searched, milliseconds. Nobody else creates a job of its name. */
export const JOB_LIST_MAX_AGE_MS = 5000;

export interface NamedSubmission {
  readonly holder: Holder;
  readonly chunk: DayRange;
  /** Part of the job's name. */
  readonly reservationNumber: number;
}

export function nameOf({ holder, chunk, reservationNumber }: NamedSubmission): string {
  return friendlyNameOf(holder.nonce, chunk, reservationNumber);
}

/**
 * The job list, and in it the job of a submission if an earlier attempt created it. A first attempt looks once, and a later one at
 * least three times over `ambiguityWaitMs`: an earlier create may have been sent.
 */
export async function findOwnJob(attempt: Attempt, submission: NamedSubmission, ambiguityWaitMs: number) {
  const { api, signal, number, monotonicMs, sleep } = attempt;
  const { holder, chunk } = submission;
  const isFirst = number === 1;
  const startMs = monotonicMs();
  for (let looks = 1; ; looks++) {
    const list = await api.listJobs(holder.resourceType, { signal, maxAgeMs: isFirst ? JOB_LIST_MAX_AGE_MS : 0 });
    const own = findSubmission(list.value, nameOf(submission), chunk);
    if (own || isFirst || (looks >= 3 && monotonicMs() - startMs >= ambiguityWaitMs)) return { list, own };
    await sleep(ambiguityWaitMs / 2);
  }
}
