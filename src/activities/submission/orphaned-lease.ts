import { friendlyNameOf } from '../../contract/ids';
import { formatRange } from '../../domain/days/day-range';
import type { QuotaWait } from '../../domain/plan/next-submission';
import type { Holder, Lease } from '../../domain/quota/lease';
import { findSubmission } from '../../domain/twilio/find-submission';
import type { Attempt } from '../attempt/activity';
import { returnReservation, settleReservation } from './settle-reservation';

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
