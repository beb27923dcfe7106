import { BulkExportApiError } from '../../bulk-export/api-error';
import { type Day, type DayRange, formatRange } from '../../domain/days/day-range';
import type { Holder, Lease, Reservation } from '../../domain/quota/protocol';
import { isQuotaRefusal, signatureOf } from '../../domain/quota/refusals';
import type { QuotaClient } from '../dependencies';
import { friendlyNameOf } from '../../contract/ids';
import type { QuotaWait } from '../../domain/plan/next-submission';
import { findSubmission } from '../../domain/twilio/find-submission';
import type { Attempt } from '../attempt/activity';

export interface GrantedChunk {
  readonly holder: Holder;
  readonly reservationNumber: number;
  readonly chunk: DayRange;
  /** The UTC day on which the chunk may be requested. */
  readonly utcDay: Day;
  /** Set when Twilio rejected its days on an earlier UTC day: another rejection does not concern the quota. */
  readonly wasRefused?: boolean | undefined;
}

type Reserved = Pick<GrantedChunk, 'holder' | 'reservationNumber'>;

/** Record the job of a reservation in the quota; the lease ends when the job list is certain to have the job. */
export async function settleReservation(quota: QuotaClient, reserved: Reserved, jobSid: string, endsAtMs: number): Promise<void> {
  await quota.call({ call: 'settle', reservation: reservationOf(reserved), jobSid, endsAtMs });
}

/** Return the days of a reservation: no job was created for them. */
export async function returnReservation(quota: QuotaClient, reserved: Reserved): Promise<void> {
  await quota.call({ call: 'returnDays', reservations: [reservationOf(reserved)] });
}

/** Whether a reservation still holds: an earlier attempt may have returned it and died before its result was recorded. */
export async function holdsReservation(quota: QuotaClient, reserved: Reserved): Promise<boolean> {
  return (await quota.call({ call: 'confirm', reservation: reservationOf(reserved) }))?.kind === 'granted';
}

/** Whether a create was certainly rejected, for a reason that concerns the chunk or the quota. */
export function isRefusal(error: unknown): error is BulkExportApiError {
  if (!(error instanceof BulkExportApiError)) return false;
  return error.kind === 'refused' || (error.kind === 'rateLimited' && isQuotaRefusal(error));
}

/** Record a rejection in the quota, unless an address may have caused it, and say whether the quota did. */
export async function tellRefusal(quota: QuotaClient, chunk: GrantedChunk, error: BulkExportApiError, mayBeOfAddress = false) {
  const { utcDay, chunk: range, holder, wasRefused = false } = chunk;
  const message = `Twilio rejected a job of ${holder.workflowId}. ${error.message}`;
  if (isQuotaRefusal(error)) {
    await quota.call({ call: 'closeDay', utcDay, why: message });
    return 'spent';
  }
  const refusal = { range, resourceType: holder.resourceType, signature: signatureOf(error) };
  if (!wasRefused && !mayBeOfAddress) await quota.call({ call: 'recordUnexplainedRefusal', utcDay, refusal, message });
  return 'unexplained';
}

function reservationOf({ holder, reservationNumber }: Reserved): Reservation {
  return { nonce: holder.nonce, reservationNumber };
}

/** The holder of a lease has ended, perhaps right after a create: its job may appear in the list until the wait ends. */
export async function orphanWait(
  { isSeenThrough, quota: { group } }: Attempt,
  { holder, reservationNumber, range, listedAfterMs }: Lease,
  asker: { readonly holder: Holder; readonly wait?: QuotaWait | undefined; readonly nowMs: number },
): Promise<QuotaWait> {
  const { wait, nowMs } = asker;
  const { nonce } = holder;
  const known = wait?.orphan?.nonce === nonce && wait.orphan.reservationNumber === reservationNumber;
  const untilMs = known ? wait.untilMs : (await isSeenThrough(holder)) ? nowMs : nowMs + listedAfterMs;
  const who = holder.workflowId === asker.holder.workflowId ? 'An earlier run of this export' : holder.workflowId;
  const why = `${who} ended while it requested ${formatRange(range)}. Its job may still appear at Twilio.`;
  return { why, untilMs, group, orphan: { nonce, reservationNumber } };
}

/** A job that its holder created is in the list now, or does not exist. */
export async function releaseOrphanedLease({ api, quota, signal }: Attempt, lease: Lease): Promise<void> {
  const { holder, range, reservationNumber, listedAfterMs } = lease;
  const { value: jobs, nowMs } = await api.listJobs(holder.resourceType, { signal });
  const job = findSubmission(jobs, friendlyNameOf(holder.nonce, range, reservationNumber), range);
  if (job) return settleReservation(quota, lease, job.jobSid, nowMs + listedAfterMs);
  await returnReservation(quota, lease);
}
