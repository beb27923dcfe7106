import { firstChunk } from '../days/chunking';
import { advanceTo, countGrant, type DayQuota } from './day-quota';
import { countDays, sumDays } from '../days/day-range';
import type { Lease, Reservation, ReserveAnswer, ReservedChunk, ReserveRequest } from './protocol';
import { cutAtLeases } from './lease';
import { countOthers, enqueue, isFirst, leaveQueue, type WaitQueue } from './queue';
import { clearUnexplainedRefusal } from './refusals';
import { leftFor, obstacleTo } from './remaining';

/** Days. Twilio mails every owner for each job, so that many jobs of few days would cost more than they share. */
const SMALLEST_SHARE = 30;

/**
 * Grant chunks of days that no other export holds, or return the obstacle to the first one. The same reservation numbers get the same
 * days again during their UTC day. A new reservation returns the days of earlier ones that are not being submitted.
 */
export function reserve(quota: DayQuota, request: ReserveRequest): readonly [DayQuota, ReserveAnswer] {
  const { holder, nowMs } = request;
  const today = withLimitOf(advanceTo(quota, nowMs), request);
  const { utcDay } = today;
  if (isOutdated(today, request)) return [today, { kind: 'outdated' }];
  const unlimited = leftFor(today, request) === Infinity ? ({ isUnlimited: true } as const) : {};
  const unsettled = unsettledOf(today, request);
  const repeated = unsettled.filter((lease) => lease.utcDay === utcDay && isAmong(request, lease));
  const free = unsettled.filter((lease) => !repeated.includes(lease)).reduce(giveBack, today);
  if (repeated.length > 0) return [free, { kind: 'granted', chunks: repeated.map(chunkOf), utcDay, ...unlimited }];
  const { open, lease } = openChunks(free, request);
  if (lease) return [free, { kind: 'leased', lease }];

  const spent = obstacleTo(free, request);
  if (spent) return [{ ...free, queue: enqueue(free.queue, holder.nonce, spent.untilMs) }, spent];
  const left = leftFor(free, request);
  if (left !== Infinity && !isFirst(free.queue, holder.nonce, nowMs)) {
    return [{ ...free, queue: enqueue(free.queue, holder.nonce, nowMs) }, { kind: 'queued' }];
  }
  const share = Math.floor(left / (countOthers(unserved(free), holder.nonce, nowMs) + 1));
  const chunks = firstDays(open, Math.min(Math.max(SMALLEST_SHARE, share), left), request.newestFirst);
  return [grant(free, request, chunks), { kind: 'granted', chunks, utcDay, ...unlimited }];
}

/** The chunks up to the first lease of another export, or that lease when it has the very first day. */
function openChunks({ leases }: DayQuota, { chunks, holder, newestFirst }: ReserveRequest) {
  const open: ReservedChunk[] = [];
  for (const chunk of chunks) {
    const { range, lease } = cutAtLeases(chunk.range, leases, holder, newestFirst);
    if (!range) return open.length > 0 ? { open } : { open, lease };
    open.push({ ...chunk, range });
    if (countDays(range) < countDays(chunk.range)) break;
  }
  return { open };
}

/** The first days of some chunks, at most so many. */
function firstDays(chunks: readonly ReservedChunk[], mostDays: number, newestFirst: boolean): readonly ReservedChunk[] {
  let left = mostDays;
  return chunks.flatMap((chunk) => {
    if (left <= 0) return [];
    const range = firstChunk(chunk.range, left, newestFirst);
    left -= countDays(range);
    return [{ ...chunk, range }];
  });
}

/** A schedule's own request names no reserve, so the one that another request named stays. */
function withLimitOf(quota: DayQuota, { limit, reserve }: ReserveRequest): DayQuota {
  return { ...quota, requestLimit: { limit, reserve: reserve || (quota.requestLimit?.reserve ?? 0) } };
}

/** Whether a reservation still holds; an unconfirmed create is not repeated without one. */
export function confirm(quota: DayQuota, reservation: Reservation): ReserveAnswer {
  const lease = quota.leases.find((other) => isOf(other, reservation));
  return lease ? { kind: 'granted', chunks: [chunkOf(lease)], utcDay: lease.utcDay } : { kind: 'outdated' };
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
function isOutdated({ leases }: DayQuota, request: ReserveRequest): boolean {
  const newest = Math.max(...request.chunks.map(({ reservationNumber }) => reservationNumber));
  const own = leases.filter((lease) => lease.holder.nonce === request.holder.nonce);
  return own.some((lease) => lease.reservationNumber > newest || (isAmong(request, lease) && lease.jobSid !== undefined));
}

/** The queue without exports that already got days today: others have priority. */
function unserved({ leases, queue, utcDay }: DayQuota): WaitQueue {
  return queue.filter(({ nonce }) => !leases.some((lease) => lease.holder.nonce === nonce && lease.utcDay === utcDay));
}

/** The leases of a holder without a job, which it is not submitting. */
function unsettledOf({ leases }: DayQuota, { holder: { nonce }, submitting }: ReserveRequest): readonly Lease[] {
  const own = leases.filter(({ holder, jobSid }) => holder.nonce === nonce && jobSid === undefined);
  return own.filter(({ reservationNumber }) => !submitting.includes(reservationNumber));
}

function isAmong({ chunks }: ReserveRequest, lease: Lease): boolean {
  return chunks.some(({ reservationNumber }) => reservationNumber === lease.reservationNumber);
}

function chunkOf({ reservationNumber, range }: Lease): ReservedChunk {
  return { reservationNumber, range };
}

function grant(quota: DayQuota, request: ReserveRequest, chunks: readonly ReservedChunk[]): DayQuota {
  const { holder, nowMs, listedAfterMs } = request;
  const { utcDay, leases, queue } = quota;
  const granted = chunks.map((chunk): Lease => ({ holder, ...chunk, utcDay, grantedAtMs: nowMs, listedAfterMs }));
  const counted = countGrant(quota, holder.workflowId, sumDays(chunks.map(({ range }) => range)));
  return { ...quota, ...counted, leases: [...leases, ...granted], queue: leaveQueue(queue, holder.nonce, nowMs) };
}

function giveBack(quota: DayQuota, lease: Lease): DayQuota {
  const counted = lease.utcDay === quota.utcDay ? countDays(lease.range) : 0;
  const leases = quota.leases.filter((other) => other !== lease);
  return { ...quota, ...(counted > 0 && countGrant(quota, lease.holder.workflowId, -counted)), leases };
}
