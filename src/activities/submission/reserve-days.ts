import { formatRange } from '../../domain/days/day-range';
import { describeQuotaWait } from '../../domain/describe/wait';
import type { QuotaWait } from '../../domain/plan/next-submission';
import type { Holder, Lease, ReserveAnswer, ReservedChunk, Reservation } from '../../domain/quota/protocol';
import { isOrphaned } from '../../domain/quota/lease';
import { readReport } from '../../domain/twilio/job-report';
import type { Findings } from '../../domain/twilio/survey';
import { activity, steadyBackoff, type Attempt, type BoundInput, type Optioned } from '../attempt/activity';
import { notYetTime } from '../attempt/not-yet';
import { findAtTwilio, isEmptyHanded } from '../survey/find-at-twilio';
import { JOB_LIST_MAX_AGE_MS } from './find-own-job';
import { reserveOf } from './has-schedule';
import { orphanWait, releaseOrphanedLease, settleReservation } from './settle-reservation';

export interface ReserveDaysInput
  extends BoundInput, Optioned<'pollMinMs' | 'pollMaxMs' | 'ambiguityWaitMs' | 'newestFirst' | 'fresh' | 'lookback'> {
  readonly holder: Holder;
  readonly chunks: readonly [ReservedChunk, ...ReservedChunk[]];
  /** The reservation numbers of chunks that are being submitted. */
  readonly submitting: readonly number[];
  /** Set for a scheduled run, which may use the reserve. */
  readonly isScheduled?: boolean | undefined;
  /** The current wait for quota: the same reason again is not reported. */
  readonly wait?: (QuotaWait & { readonly knownNowMs: number }) | undefined;
}

/** The result of a reservation; each with Twilio's clock, milliseconds since 1970. */
export type Reserved = { readonly nowMs: number } & (
  | Extract<ReserveAnswer, { kind: 'granted' }>
  | { readonly kind: 'wait'; readonly quotaWait: QuotaWait }
  /** Other clients have requested some of the days. */
  | { readonly kind: 'found'; readonly findings: Findings }
);

/** The longest wait of an export that is next in the queue. */
const SHORT_WAIT_MS = 2000;

/** Reserve quota for the days that may be requested now; with `wait`, not before there is some, or its reason changes. */
export const reserveDays = activity(steadyBackoff, async (attempt: Attempt, input: ReserveDaysInput): Promise<Reserved> => {
  const { wait } = input;
  if (wait && attempt.number === 1) throw waiting(input, wait, wait.knownNowMs);
  const reserved = await attemptReservation(attempt, input);
  if (reserved.kind !== 'wait' || !isAsBefore(reserved.quotaWait, wait)) return reserved;
  throw waiting(input, reserved.quotaWait, reserved.nowMs);
});

/** The wait for the job of an ended export begins anew with each reservation of such an export. */
function isAsBefore({ why, orphan, untilMs }: QuotaWait, wait: QuotaWait | undefined): boolean {
  return why === wait?.why && (orphan === undefined || untilMs === wait.untilMs);
}

async function attemptReservation(attempt: Attempt, input: ReserveDaysInput): Promise<Reserved> {
  const { api, quota, signal } = attempt;
  const { holder, chunks, submitting, options } = input;
  const { nowMs } = await api.listJobs(holder.resourceType, { signal, maxAgeMs: JOB_LIST_MAX_AGE_MS });
  const reserve = input.isScheduled ? 0 : await reserveOf(attempt);
  const { newestFirst, ambiguityWaitMs } = options;
  const { group, days: limit } = quota;
  const listedAfterMs = ambiguityWaitMs + JOB_LIST_MAX_AGE_MS;
  const request = { holder, chunks, submitting, newestFirst, nowMs, limit, reserve, listedAfterMs };
  const answer = await quota.call({ call: 'reserve', request });
  if (answer === null) throw new Error('The quota workflow did not answer a reservation.');
  const soonMs = nowMs + Math.min(SHORT_WAIT_MS, options.pollMinMs);
  switch (answer.kind) {
    case 'granted':
      return { ...answer, nowMs };
    case 'spent':
      return { kind: 'wait', quotaWait: { why: answer.why, untilMs: answer.untilMs, group }, nowMs };
    case 'queued':
      return { kind: 'wait', quotaWait: { why: 'Queued behind exports that have waited longer.', untilMs: soonMs, group }, nowMs };
    case 'outdated':
      throw new Error(`Reserving ${formatRange(chunks[0].range)}: a later reservation exists.`);
    case 'leased':
      return resolveConflict(attempt, input, { lease: answer.lease, nowMs, soonMs });
  }
}

type Conflict = Readonly<{ lease: Lease; nowMs: number; soonMs: number }>;

/** Another export holds the very first day: adopt its job, wait for the job, or release the lease if the export has ended. */
async function resolveConflict(attempt: Attempt, input: ReserveDaysInput, { lease, nowMs, soonMs }: Conflict): Promise<Reserved> {
  const { api, signal, isGone } = attempt;
  const { holder, chunks, options } = input;
  if (lease.jobSid !== undefined) {
    const { value: job, nowMs: fetchedMs } = await api.fetchJob(lease.jobSid, { signal });
    const findings = await findAtTwilio(attempt, holder, { value: job ? [job] : [], nowMs: fetchedMs }, chunks[0].range, options);
    if (!isEmptyHanded(findings)) return { kind: 'found', findings, nowMs: fetchedMs };
    const isOver = job && readReport(job, lease.range, fetchedMs).isFinished;
    if (isOver) await settleReservation(attempt.quota, lease, job.jobSid, fetchedMs);
  }
  if (lease.jobSid === undefined && (isOrphaned(lease, holder) || (await isGone(lease.holder.workflowId)))) {
    const quotaWait = await orphanWait(attempt, lease, { ...input, nowMs });
    if (quotaWait.untilMs > nowMs) return { kind: 'wait', quotaWait, nowMs };
    await releaseOrphanedLease(attempt, lease);
    return attemptReservation(attempt, input);
  }
  const why = `${lease.holder.workflowId} is requesting some of these days.`;
  return { kind: 'wait', quotaWait: { why, untilMs: soonMs, group: attempt.quota.group }, nowMs };
}

function waiting({ chunks, options }: ReserveDaysInput, quotaWait: QuotaWait, nowMs: number): Error {
  const { untilMs } = quotaWait;
  return notYetTime(describeQuotaWait(chunks[0].range, quotaWait), { untilMs, nowMs, pollMaxMs: options.pollMaxMs });
}

interface ReleaseDaysInput extends BoundInput, Optioned<'pollMinMs'> {
  readonly reservations: readonly Reservation[];
}

/** Return the days of reservations that are no longer needed, if they were granted. */
export const releaseDays = activity(steadyBackoff, async ({ quota }: Attempt, { reservations }: ReleaseDaysInput) => {
  await quota.call({ call: 'returnDays', reservations });
});
