import { addDays, overlap, type DayRange } from '../days/day-range';
import type { Holder, Lease } from './protocol';

/** The first requested days without a lease of another export, or the lease of the very first day; newest first is from the end. */
export function cutAtLeases(requested: DayRange, leases: readonly Lease[], holder: Holder, newestFirst: boolean) {
  const { nonce, accountSid, resourceType } = holder;
  let range = requested;
  for (const lease of leases) {
    const { holder: other } = lease;
    if (other.nonce === nonce || other.accountSid !== accountSid || other.resourceType !== resourceType) continue;
    if (!overlap(range, lease.range)) continue;
    const { startDay, endDay } = lease.range;
    if (newestFirst ? endDay >= range.endDay : startDay <= range.startDay) return { lease };
    range = newestFirst
      ? { startDay: addDays(endDay, 1), endDay: range.endDay }
      : { startDay: range.startDay, endDay: addDays(startDay, -1) };
  }
  return { range };
}

/** Whether a lease belongs to an earlier execution with the same workflow id, which has ended since only one runs at a time. */
export function isOrphaned(lease: Lease, { nonce, workflowId }: Holder): boolean {
  return lease.holder.workflowId === workflowId && lease.holder.nonce !== nonce;
}
