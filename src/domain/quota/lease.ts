import { addDays, overlap, type Day, type DayRange } from '../days/day-range';
import type { ResourceType } from '../twilio/resource-type';

export interface Holder {
  /** Drawn once per export; it distinguishes exports of the same days, and is part of the names of their jobs. */
  readonly nonce: string;
  readonly workflowId: string;
  /** The run of the workflow that reserved; later ones may continue it. */
  readonly runId?: string;
  readonly accountSid: string;
  readonly resourceType: ResourceType;
}

/** Days that only one export may request. */
export interface Lease {
  readonly holder: Holder;
  /** Determines the job's name. */
  readonly reservationNumber: number;
  readonly range: DayRange;
  /** The UTC day on which they may be requested. */
  readonly utcDay: Day;
  readonly grantedAtMs: number;
  /** How long after its create a job may be missing from the job list, in milliseconds. */
  readonly listedAfterMs: number;
  /** The job of these days, once it is known. */
  readonly jobSid?: string;
  /** When the job list is certain to have that job (milliseconds since 1970). */
  readonly endsAtMs?: number;
}

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
