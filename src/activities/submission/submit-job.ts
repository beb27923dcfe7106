import { activityInfo } from '@temporalio/activity';
import type { Answer } from '../../bulk-export/port';
import { countDays } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { Submission } from '../../domain/ledger/fold-submission';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { Findings } from '../../domain/twilio/survey';
import { isWithinDay } from '../../domain/quota/utc-day';
import type { ActivityPlace } from '../dependencies';
import { backoffMs } from '../attempt/backoff';
import { assertBinding, type Binding } from '../attempt/binding';
import { createInTime } from './create-in-time';
import { translatingErrors } from '../attempt/failure-mapping';
import { findAtTwilio, isEmptyHanded } from '../survey/find-at-twilio';
import { lookForJob, nameOf, type NamedSubmission } from './find-own-job';
import {
  holdsReservation,
  isRefusal,
  returnReservation,
  settleReservation,
  tellRefusal,
  type GrantedChunk,
} from './settle-reservation';
import { countRequestedDays } from '../attempt/metrics';
import { withHeartbeat } from '../attempt/with-heartbeat';

export interface SubmitJobInput extends NamedSubmission, GrantedChunk {
  readonly binding: Binding;
  /** Set when there is no limit: then the end of the UTC day does not matter. */
  readonly isUnlimited?: boolean | undefined;
  /** Twilio's clock as the workflow last read it: an earlier attempt submitted no sooner than this. */
  readonly notBeforeMs: number;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs' | 'ambiguityWaitMs' | 'fresh' | 'lookback'>;
}

/** What became of a chunk; each with Twilio's clock, milliseconds since 1970. */
export type SubmitResult = { readonly nowMs: number } & (
  | { readonly kind: 'submitted'; readonly submission: Submission }
  /** Some of its days are at Twilio already, or under way there. */
  | { readonly kind: 'found'; readonly findings: Findings }
  /** The UTC day it was granted on is over, its quota is spent, or the reservation was given back. */
  | { readonly kind: 'late' }
  /** Twilio would not take it, and nobody documented why. */
  | { readonly kind: 'refused'; readonly words: string }
);

/**
 * Submit a chunk as a job: look, then create, and tell the quota what became of its reservation. The API has no
 * idempotency key.
 */
export function submitJob(place: ActivityPlace) {
  return (input: SubmitJobInput): Promise<SubmitResult> => {
    const { pollMinMs } = input.options;
    assertBinding(place.api, input.binding, pollMinMs);
    return withHeartbeat(() =>
      translatingErrors(
        (kind) => (kind === 'unavailable' ? backoffMs(input.options) : pollMinMs),
        () => lookThenCreate(place, input),
      ),
    );
  };
}

async function lookThenCreate(place: ActivityPlace, input: SubmitJobInput): Promise<SubmitResult> {
  const { api, quota } = place;
  const { holder, chunk, options } = input;
  const { list, own } = await lookForJob(api, input, options.ambiguityWaitMs);
  const { nowMs } = list;
  if (own) return submitted(place, input, { value: own, nowMs }, input.notBeforeMs);

  const findings = options.fresh
    ? undefined
    : await findAtTwilio(api, holder, list, chunk, { lookback: options.lookback });
  if (findings && !isEmptyHanded(findings))
    return returning(place, input, { kind: 'found', findings, nowMs });

  const maySendAt = (instantMs: number) => isWithinDay(input.utcDay, instantMs, input.isUnlimited);
  const mayHaveReturned = activityInfo().attempt > 1;
  if (!maySendAt(nowMs) || (mayHaveReturned && !(await holdsReservation(quota, input)))) {
    return returning(place, input, { kind: 'late', nowMs });
  }
  try {
    const request = { resourceType: holder.resourceType, range: chunk, friendlyName: nameOf(input) };
    const created = await createInTime(api, request, nowMs, maySendAt);
    if (!created) return await returning(place, input, { kind: 'late', nowMs });
    return await submitted(place, input, created, nowMs); // its answer may be a second younger than its files
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const cause = await tellRefusal(quota, input, error);
    const told = { nowMs: error.nowMs ?? nowMs };
    return returning(
      place,
      input,
      cause === 'spent' ? { kind: 'late', ...told } : { kind: 'refused', words: error.message, ...told },
    );
  }
}

async function submitted(
  { quota }: ActivityPlace,
  input: SubmitJobInput,
  { value: job, nowMs }: Answer<JobSnapshot>,
  submittedAtMs: number,
): Promise<SubmitResult> {
  const { jobSid, queuePosition, estimatedEndMs } = job;
  const { ambiguityWaitMs } = input.options;
  await settleReservation(quota, input, jobSid, { nowMs, ambiguityWaitMs });
  countRequestedDays(input.holder.resourceType, countDays(input.chunk));
  const submission = { jobSid, range: input.chunk, submittedAtMs, queuePosition, estimatedEndMs };
  return { kind: 'submitted', submission, nowMs };
}

async function returning(
  { quota }: ActivityPlace,
  granted: GrantedChunk,
  result: SubmitResult,
): Promise<SubmitResult> {
  await returnReservation(quota, granted);
  return result;
}
