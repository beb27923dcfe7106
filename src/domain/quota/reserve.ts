import { firstChunk } from '../days/chunking';
import { advanceTo, countGrant, type DayQuota } from './day-quota';
import { countDays, type DayRange } from '../days/day-range';
import { cutAtLeases, type Holder, type Lease } from './lease';
import type { Reservation, ReserveAnswer, ReserveRequest } from './protocol';
import { countOthers, enqueue, isFirst, leaveQueue, type WaitQueue } from './queue';
import { clearUnexplainedRefusal } from './refusals';
import { leftFor, obstacleTo } from './remaining';

/** Days. Twilio mails every owner for each job, so that many jobs of few days would cost more than they share. */
const SMALLEST_SHARE = 30;

/**
 * Grant days that no other export holds, or return the obstacle. The same reservation number gets the same days again during their
 * UTC day. A holder has one reservation at a time: a new number returns the unused days of an earlier one.
 */
export function reserve(quota: DayQuota, request: ReserveRequest): readonly [DayQuota, ReserveAnswer] {
  const { holder, reservationNumber, requested, newestFirst, nowMs } = request;
  const { nonce } = holder;
  const today = withLimitOf(advanceTo(quota, nowMs), request);
  const { utcDay } = today;
  if (isOutdated(today, request)) return [today, { kind: 'outdated' }];
  const own = openLeaseOf(today, holder);
  const unlimited = leftFor(today, request) === Infinity ? ({ isUnlimited: true } as const) : {};
  if (own?.reservationNumber === reservationNumber && own.utcDay === utcDay) {
    return [today, { kind: 'granted', range: own.range, utcDay, ...unlimited }];
  }

  const free = own ? giveBack(today, own) : today;
  const { range: open, lease } = cutAtLeases(requested, free.leases, holder, newestFirst);
  if (!open) return [free, { kind: 'leased', lease }];

  const spent = obstacleTo(free, request);
  if (spent) return [{ ...free, queue: enqueue(free.queue, nonce, spent.untilMs) }, spent];
  const left = leftFor(free, request);
  if (left !== Infinity && !isFirst(free.queue, nonce, nowMs)) {
    return [{ ...free, queue: enqueue(free.queue, nonce, nowMs) }, { kind: 'queued' }];
  }
  const share = Math.floor(left / (countOthers(unserved(free), nonce, nowMs) + 1));
  const range = firstChunk(open, Math.min(Math.max(SMALLEST_SHARE, share), left, countDays(open)), newestFirst);
  return [grant(free, request, range), { kind: 'granted', range, utcDay, ...unlimited }];
}

/** A schedule's own request names no reserve, so the one that another request named stays. */
function withLimitOf(quota: DayQuota, { limit, reserve }: ReserveRequest): DayQuota {
  return { ...quota, requestLimit: { limit, reserve: reserve || (quota.requestLimit?.reserve ?? 0) } };
}

/** Whether a reservation still holds; an unconfirmed create is not repeated without one. */
export function confirm(quota: DayQuota, reservation: Reservation): ReserveAnswer {
  const lease = quota.leases.find((other) => isOf(other, reservation));
  return lease ? { kind: 'granted', range: lease.range, utcDay: lease.utcDay } : { kind: 'outdated' };
}

/** The quota once the job of a lease is known. Other exports may adopt it; the lease ends when the job list is certain to have it. */
export function settle(quota: DayQuota, reservation: Reservation, jobSid: string, endsAtMs: number): DayQuota {
  const taken = quota.leases.find((lease) => isOf(lease, reservation));
  return {
    ...(taken?.utcDay === quota.utcDay ? clearUnexplainedRefusal(quota, taken.range) : quota),
    leases: quota.leases.map((lease) => (isOf(lease, reservation) ? { ...lease, jobSid, endsAtMs } : lease)),
  };
}

function isOf({ holder, reservationNumber }: Lease, reservation: Reservation): boolean {
  return holder.nonce === reservation.nonce && reservationNumber === reservation.reservationNumber;
}

/** The quota after a reservation was not used: Twilio certainly got no request, or rejected it. */
export function returnDays(quota: DayQuota, reservation: Reservation): DayQuota {
  const lease = quota.leases.find((other) => isOf(other, reservation) && other.jobSid === undefined);
  return lease ? giveBack(quota, lease) : quota;
}

/** Whether a request is outdated: it comes from a worker that was replaced. */
function isOutdated({ leases }: DayQuota, { holder, reservationNumber: asked }: ReserveRequest): boolean {
  const own = leases.filter((lease) => lease.holder.nonce === holder.nonce);
  return own.some(
    ({ reservationNumber, jobSid }) => reservationNumber > asked || (reservationNumber === asked && jobSid !== undefined),
  );
}

/** The queue without exports that already got days today: others have priority. */
function unserved({ leases, queue, utcDay }: DayQuota): WaitQueue {
  return queue.filter(({ nonce }) => !leases.some((lease) => lease.holder.nonce === nonce && lease.utcDay === utcDay));
}

function openLeaseOf({ leases }: DayQuota, { nonce }: Holder): Lease | undefined {
  return leases.find(({ holder, jobSid }) => holder.nonce === nonce && jobSid === undefined);
}

function grant(quota: DayQuota, request: ReserveRequest, range: DayRange): DayQuota {
  const { holder, reservationNumber, submission, nowMs, listedAfterMs } = request;
  const { utcDay, leases, queue } = quota;
  const lease: Lease = { holder, reservationNumber, submission, range, utcDay, grantedAtMs: nowMs, listedAfterMs };
  return {
    ...quota,
    ...countGrant(quota, holder.workflowId, countDays(range)),
    leases: [...leases, lease],
    queue: leaveQueue(queue, holder.nonce, nowMs),
  };
}

function giveBack(quota: DayQuota, lease: Lease): DayQuota {
  const counted = lease.utcDay === quota.utcDay ? countDays(lease.range) : 0;
  return {
    ...quota,
    ...(counted > 0 && countGrant(quota, lease.holder.workflowId, -counted)),
    leases: quota.leases.filter((other) => other !== lease),
  };
}
