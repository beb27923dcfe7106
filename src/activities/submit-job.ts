import { activityInfo, cancellationSignal, sleep } from '@temporalio/activity';
import { BulkExportApiError } from '../bulk-export/errors';
import type { Answer, BulkExportApi } from '../bulk-export/port';
import { isWithinDay } from '../domain/day-quota';
import type { Day, DayRange } from '../domain/day-range';
import type { ExportOptions } from '../domain/export-options';
import type { Submission } from '../domain/fold-submission';
import type { JobSnapshot } from '../domain/job-snapshot';
import type { Holder } from '../domain/lease';
import { findSubmission } from '../domain/look';
import { isQuotaRefusal, signatureOf } from '../domain/quota-refusal';
import type { Findings } from '../domain/survey';
import { friendlyNameOf } from '../names';
import type { ActivityPlace } from './activity-place';
import { assertBinding, type Binding } from './binding';
import { translatingErrors } from './failure-mapping';
import { findAtTwilio, isEmptyHanded } from './find-at-twilio';
import { LOOK_MAX_AGE_MS } from './look-age';
import { callQuota } from './quota-desk';
import { withHeartbeat } from './with-heartbeat';

export interface SubmitJobInput {
  readonly binding: Binding;
  readonly holder: Holder;
  /** Of the reservation that the chunk was granted by. */
  readonly turn: number;
  readonly chunk: DayRange;
  /** The UTC day on which the chunk may be requested. */
  readonly utcDay: Day;
  /** Its number among those of the export, which is in the job's name. */
  readonly submission: number;
  /** Twilio's clock as the workflow last read it: an earlier attempt submitted no sooner than this. */
  readonly notBeforeMs: number;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs' | 'ambiguityWaitMs' | 'fresh'>;
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

/** After a 429 the create was certainly not taken, so it is sent again at once; longer pauses are left to Temporal. */
const LONGEST_PAUSE_MS = 60_000;
const MOST_PAUSES = 10;

/**
 * Submit a chunk as a job: look, then create, and tell the quota what became of its reservation.
 *
 * The API has no idempotency key. A first attempt looks once. Any later attempt does not know whether an
 * earlier create left: it looks three times over at least `ambiguityWaitMs` before it creates.
 */
export function submitJob(place: ActivityPlace) {
  return (input: SubmitJobInput): Promise<SubmitResult> => {
    const { pollMinMs, pollMaxMs } = input.options;
    assertBinding(place.api, input.binding, pollMinMs);
    const backoffMs = Math.min(pollMinMs * 2 ** (activityInfo().attempt - 1), pollMaxMs);
    return withHeartbeat(() =>
      translatingErrors(
        (kind) => (kind === 'unavailable' ? backoffMs : pollMinMs),
        () => lookThenCreate(place, input),
      ),
    );
  };
}

async function lookThenCreate(place: ActivityPlace, input: SubmitJobInput): Promise<SubmitResult> {
  const { api } = place;
  const { holder, chunk, utcDay, options } = input;
  const list =
    activityInfo().attempt === 1 ? await look(api, input, LOOK_MAX_AGE_MS) : await lookLong(api, input);
  const { nowMs } = list;
  const own = ownJob(list, input);
  if (own) return submitted(place, input, { value: own, nowMs }, input.notBeforeMs);

  const findings = options.fresh ? undefined : await findAtTwilio(api, holder, list, chunk);
  if (findings && !isEmptyHanded(findings)) {
    return returning(place, input, { kind: 'found', findings, nowMs });
  }
  if (!isWithinDay(utcDay, nowMs) || !(await stillHolds(place, input)))
    return returning(place, input, { kind: 'late', nowMs });
  try {
    const created = await create(api, input);
    return await submitted(place, input, created, created.nowMs);
  } catch (error) {
    if (!(error instanceof BulkExportApiError) || !isRefusal(error)) throw error;
    return refused(place, input, error, nowMs);
  }
}

/** An earlier attempt may have given the reservation back and died before it could say so. */
async function stillHolds({ quota }: ActivityPlace, input: SubmitJobInput): Promise<boolean> {
  if (activityInfo().attempt === 1) return true;
  const answer = await callQuota(quota, { call: 'confirm', reservation: reservationOf(input) });
  return answer?.kind === 'granted';
}

type JobList = Answer<readonly JobSnapshot[]>;

function look(api: BulkExportApi, { holder }: SubmitJobInput, maxAgeMs = 0): Promise<JobList> {
  return api.listJobs(holder.resourceType, { signal: cancellationSignal(), maxAgeMs });
}

/** Durations are told by this process's monotonic clock: no wall clock can cut the wait short. */
async function lookLong(api: BulkExportApi, input: SubmitJobInput): Promise<JobList> {
  const { ambiguityWaitMs } = input.options;
  const startMs = performance.now();
  for (let lookNumber = 1; ; lookNumber++) {
    const list = await look(api, input);
    const isLost = lookNumber >= 3 && performance.now() - startMs >= ambiguityWaitMs;
    if (isLost || ownJob(list, input)) return list;
    await sleep(ambiguityWaitMs / 2);
  }
}

function ownJob({ value: jobs }: JobList, input: SubmitJobInput): JobSnapshot | undefined {
  return findSubmission(jobs, friendlyName(input), input.chunk);
}

function friendlyName({ holder, chunk, submission }: SubmitJobInput): string {
  return friendlyNameOf(holder.nonce, chunk, submission);
}

async function create(api: BulkExportApi, input: SubmitJobInput): Promise<Answer<JobSnapshot>> {
  const { resourceType } = input.holder;
  const request = { resourceType, range: input.chunk, friendlyName: friendlyName(input) };
  for (let pauses = 0; ; pauses++) {
    try {
      return await api.createJob(request, { signal: cancellationSignal() });
    } catch (error) {
      const canPause =
        error instanceof BulkExportApiError && error.kind === 'rateLimited' && !isQuotaRefusal(error);
      if (!canPause || pauses >= MOST_PAUSES || (error.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) throw error;
    }
  }
}

/** Whether the create was certainly not taken, for a reason that concerns it alone or the quota. */
function isRefusal(error: BulkExportApiError): boolean {
  return error.kind === 'refused' || (error.kind === 'rateLimited' && isQuotaRefusal(error));
}

async function submitted(
  { quota }: ActivityPlace,
  input: SubmitJobInput,
  { value: job, nowMs }: Answer<JobSnapshot>,
  submittedAtMs: number,
): Promise<SubmitResult> {
  const { jobSid, queuePosition, estimatedEndMs } = job;
  const endsAtMs = nowMs + input.options.ambiguityWaitMs + LOOK_MAX_AGE_MS;
  await callQuota(quota, { call: 'settle', reservation: reservationOf(input), jobSid, endsAtMs });
  const submission = { jobSid, range: input.chunk, submittedAtMs, queuePosition, estimatedEndMs };
  return { kind: 'submitted', submission, nowMs };
}

async function refused(
  place: ActivityPlace,
  input: SubmitJobInput,
  error: BulkExportApiError,
  lookedAtMs: number,
): Promise<SubmitResult> {
  const { utcDay, chunk: range, holder } = input;
  const { message: words, nowMs = lookedAtMs } = error;
  if (isQuotaRefusal(error)) {
    await callQuota(place.quota, { call: 'closeDay', utcDay, why: words });
    return returning(place, input, { kind: 'late', nowMs });
  }
  const refusal = { range, resourceType: holder.resourceType, signature: signatureOf(error) };
  await callQuota(place.quota, { call: 'recordDoubt', utcDay, refusal, words });
  return returning(place, input, { kind: 'refused', words, nowMs });
}

async function returning(
  { quota }: ActivityPlace,
  input: SubmitJobInput,
  result: SubmitResult,
): Promise<SubmitResult> {
  await callQuota(quota, { call: 'returnDays', reservation: reservationOf(input) });
  return result;
}

function reservationOf({ holder, turn }: SubmitJobInput) {
  return { nonce: holder.nonce, turn };
}
