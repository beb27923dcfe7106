import { ApplicationFailure } from '@temporalio/common';
import type { Answer } from '../../bulk-export/port';
import { FAILURE } from '../../contract/failure-types';
import { countDays } from '../../domain/days/day-range';
import type { ExportOptions, JobParameters } from '../../domain/request/export-options';
import { refusedParameters } from '../../domain/request/permissions';
import type { Submission } from '../../domain/ledger/fold-submission';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { Findings } from '../../domain/twilio/survey';
import { isWithinDay } from '../../domain/quota/remaining';
import { activity, pollBackoff, type Attempt, type Backoff, type BoundInput } from '../attempt/activity';
import { countRequestedDays } from '../attempt/metrics';
import { createInTime } from './create-in-time';
import { findAtTwilio, isEmptyHanded } from '../survey/find-at-twilio';
import { findOwnJob, JOB_LIST_MAX_AGE_MS, nameOf, type NamedSubmission } from './find-own-job';
import { holdsReservation, isRefusal, returnReservation, settleReservation, tellRefusal } from './settle-reservation';
import type { GrantedChunk } from './settle-reservation';

export interface SubmitJobInput extends BoundInput, NamedSubmission, GrantedChunk {
  /** How long to wait before the create, in milliseconds: chunks that were granted together are created in order. */
  readonly sendAfterMs: number;
  /** Set without a limit: the end of the UTC day does not matter then. */
  readonly isUnlimited?: boolean | undefined;
  /** Twilio's clock when the workflow last read it: no attempt submitted earlier. */
  readonly notBeforeMs: number;
  readonly options: JobParameters & Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs' | 'ambiguityWaitMs' | 'fresh' | 'lookback'>;
}

/** The result of a submission; each with Twilio's clock, milliseconds since 1970. */
export type SubmitResult = { readonly nowMs: number } & (
  | { readonly kind: 'submitted'; readonly submission: Submission }
  /** Some of its days are already at Twilio, or in an open job. */
  | { readonly kind: 'found'; readonly findings: Findings }
  /** The UTC day of the grant is over, its quota is used up, or the reservation was returned. */
  | { readonly kind: 'late' }
  /** Twilio rejected it for an undocumented reason. */
  | { readonly kind: 'refused'; readonly message: string }
);

/** Submit a chunk: search its job, create it if there is none, and settle it in the quota. The API has no idempotency key. */
export const submitJob = activity(submitBackoff, async (attempt: Attempt, input: SubmitJobInput) => {
  const result = await lookThenCreate(attempt, input);
  if (result.kind !== 'submitted') await returnReservation(attempt.quota, input);
  return result;
});

function submitBackoff(input: SubmitJobInput): Backoff {
  return (attempt, kind) => (kind === 'unavailable' ? pollBackoff(input)(attempt, kind) : input.options.pollMinMs);
}

async function lookThenCreate(attempt: Attempt, input: SubmitJobInput): Promise<SubmitResult> {
  const { quota } = attempt;
  const { holder, chunk, options } = input;
  const { list, own } = await findOwnJob(attempt, input, options.ambiguityWaitMs);
  const { nowMs } = list;
  if (own) return submitted(attempt, input, { value: own, nowMs }, input.notBeforeMs);

  const findings = await findAtTwilio(attempt, holder, list, chunk, options);
  if (!isEmptyHanded(findings)) return { kind: 'found', findings, nowMs };

  const maySendAt = (instantMs: number) => isWithinDay(input.utcDay, instantMs, input.isUnlimited);
  if (!maySendAt(nowMs) || (attempt.number > 1 && !(await holdsReservation(quota, input)))) return { kind: 'late', nowMs };
  const refusal = refusedParameters(attempt.permissions, options);
  if (refusal !== undefined) {
    if (attempt.number > 1) return { kind: 'late', nowMs }; // the next submission has the options of then
    const message = `${refusal} Change the export, or change the setting and restart the worker.`;
    throw ApplicationFailure.create({ message, type: FAILURE.refused, nextRetryDelay: options.pollMaxMs });
  }
  try {
    const { email, webhookUrl, webhookMethod, friendlyName } = options;
    const name = [nameOf(input), friendlyName].filter((part) => part !== undefined).join(' ');
    const { resourceType } = holder;
    const request = { resourceType, range: chunk, friendlyName: name, email, webhookUrl, webhookMethod };
    if (attempt.number === 1 && input.sendAfterMs > 0) await attempt.sleep(input.sendAfterMs);
    const created = await createInTime(attempt, request, nowMs, maySendAt);
    if (!created) return { kind: 'late', nowMs };
    return await submitted(attempt, input, created, nowMs); // the response may be a second younger than the files
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const cause = await tellRefusal(quota, input, error, (options.email ?? options.webhookUrl) !== undefined);
    const told = { nowMs: error.nowMs ?? nowMs };
    return cause === 'spent' ? { kind: 'late', ...told } : { kind: 'refused', message: error.message, ...told };
  }
}

async function submitted(attempt: Attempt, input: SubmitJobInput, created: Answer<JobSnapshot>, submittedAtMs: number) {
  const { value: job, nowMs } = created;
  const { jobSid, queuePosition, estimatedEndMs } = job;
  await settleReservation(attempt.quota, input, jobSid, nowMs + input.options.ambiguityWaitMs + JOB_LIST_MAX_AGE_MS);
  countRequestedDays(attempt.meter, input.holder.resourceType, countDays(input.chunk));
  const submission = { jobSid, range: input.chunk, submittedAtMs, queuePosition, estimatedEndMs };
  return { kind: 'submitted', submission, nowMs } as const;
}
