import { firstChunk } from './chunking';
import { addDays, countDays, dayOf, overlap, startOfDay, type Day, type DayRange } from './day-range';
import { DAYS_PER_UTC_DAY } from './export-options';
import { cutAtLeases, type Holder, type Lease } from './lease';
import { countOthers, isFirst, joinLine, leaveLine, type Line } from './quota-line';
import type { ResourceType } from './resource-type';

/** How many days may be requested in one UTC day. */
export type QuotaLimit = number | 'none';

/** A limit as people write it: a whole number of days from 1 to 366, or `none`; undefined when it is neither. */
export function readLimit(text: string): QuotaLimit | undefined {
  if (text === 'none') return 'none';
  const days = Number(text);
  return /^\d+$/.test(text) && days >= 1 && days <= DAYS_PER_UTC_DAY ? days : undefined;
}

/** Requests that share a quota, put in order: who may request how many days today, and which are on their way. */
export interface DayQuota {
  /** The UTC day that is counted, by Twilio's clock; it never goes back. */
  readonly utcDay: Day;
  /** Days granted on it, less those given back. */
  readonly grantedDays: number;
  /** Set when nothing more is granted on this UTC day: why, a sentence. */
  readonly closedBecause?: string | undefined;
  /** An operator's limit; it goes before the limit of whoever asks. */
  readonly limit?: QuotaLimit | undefined;
  readonly leases: readonly Lease[];
  readonly line: Line;
  /** A chunk that was refused on this UTC day for a reason nobody documented. */
  readonly doubt?: Refusal | undefined;
}

/** A wish to request days. Instants are Twilio's, in milliseconds since 1970. */
export interface ReserveRequest {
  readonly holder: Holder;
  /** Counts the reservations of a holder: the same turn asks again for the same lease. */
  readonly turn: number;
  readonly wanted: DayRange;
  readonly newestFirst: boolean;
  /** The number of the submission that the days are for; with it the job's name is known. */
  readonly submission: number;
  readonly nowMs: number;
  readonly limit: QuotaLimit;
  /** Days of the limit that are kept for others. */
  readonly reserve: number;
  /** How long after its create a job may be missing from the job list, in milliseconds. */
  readonly listedAfterMs: number;
}

export type ReserveAnswer =
  /** The first days of those wanted may be requested on this UTC day, and are nobody else's until they are. */
  | { readonly kind: 'granted'; readonly range: DayRange; readonly utcDay: Day }
  /** Nothing is left of the UTC day. */
  | { readonly kind: 'spent'; readonly untilMs: number; readonly why: string }
  /** Others have waited longer and are served first. */
  | { readonly kind: 'inLine' }
  /** Another has the first of the wanted days. */
  | { readonly kind: 'leased'; readonly lease: Lease }
  /** There is no such reservation, or the same holder made a later one. */
  | { readonly kind: 'outdated' };

/** A chunk that Twilio would not take. Refusals are alike when their signatures are. */
export interface Refusal {
  readonly range: DayRange;
  readonly resourceType: ResourceType;
  readonly signature: string;
}

/** A create this close to the end of a UTC day might be counted on the next one. */
const END_OF_DAY_MS = 60_000;

/** A quota of which nothing is spent. */
export function openQuota(nowMs: number): DayQuota {
  return { utcDay: dayOf(nowMs), grantedDays: 0, leases: [], line: [] };
}

/** Whether a create at an instant of Twilio's clock is sure to be counted on a UTC day. */
export function isWithinDay(utcDay: Day, nowMs: number): boolean {
  return dayOf(nowMs) === utcDay && dayOf(nowMs + END_OF_DAY_MS) === utcDay;
}

/**
 * Grant days, or say what stands in the way. A day is never granted while another holds it.
 *
 * The same turn is given the same days again as long as their UTC day lasts. A holder has one reservation at a time:
 * a new turn gives back what an earlier one left unused.
 */
export function reserve(quota: DayQuota, request: ReserveRequest): readonly [DayQuota, ReserveAnswer] {
  const { holder, turn, wanted, newestFirst, nowMs } = request;
  const { nonce } = holder;
  const today = turnTo(quota, nowMs);
  const { utcDay } = today;
  if (isOutdated(today, request)) return [today, { kind: 'outdated' }];
  const own = openLeaseOf(today, holder);
  if (own?.turn === turn && own.utcDay === utcDay) {
    return [today, { kind: 'granted', range: own.range, utcDay }];
  }

  const free = own ? giveBack(today, own) : today;
  const { range: open, lease } = cutAtLeases(wanted, free.leases, holder, newestFirst);
  if (!open) return [free, { kind: 'leased', lease }];

  const left = leftFor(free, request);
  const spent = obstacleTo(free, left, nowMs);
  if (spent) return [{ ...free, line: joinLine(free.line, nonce, spent.untilMs) }, spent];
  if (left !== Infinity && !isFirst(free.line, nonce, nowMs)) {
    return [{ ...free, line: joinLine(free.line, nonce, nowMs) }, { kind: 'inLine' }];
  }
  const share = Math.max(1, Math.floor(left / (countOthers(unserved(free), nonce, nowMs) + 1)));
  const range = firstChunk(open, Math.min(share, countDays(open)), newestFirst);
  return [grant(free, request, range), { kind: 'granted', range, utcDay }];
}

/** Whether a reservation still holds; a create that was not answered is not sent again without. */
export function confirm(quota: DayQuota, { nonce, turn }: Reservation): ReserveAnswer {
  const lease = quota.leases.find((other) => other.holder.nonce === nonce && other.turn === turn);
  return lease ? { kind: 'granted', range: lease.range, utcDay: lease.utcDay } : { kind: 'outdated' };
}

/** The quota once the job of a lease is known. Others may adopt it; the lease ends when the job list is sure to have it. */
export function settle(
  quota: DayQuota,
  { nonce, turn }: Reservation,
  jobSid: string,
  endsAtMs: number,
): DayQuota {
  return {
    ...quota,
    leases: quota.leases.map((lease) =>
      lease.holder.nonce === nonce && lease.turn === turn ? { ...lease, jobSid, endsAtMs } : lease,
    ),
  };
}

/** Which reservation is meant. */
export interface Reservation {
  readonly nonce: string;
  readonly turn: number;
}

/** The quota after a reservation was not used: Twilio was certainly not asked, or certainly refused. */
export function returnDays(quota: DayQuota, { nonce, turn }: Reservation): DayQuota {
  const lease = quota.leases.find(
    (other) => other.holder.nonce === nonce && other.turn === turn && other.jobSid === undefined,
  );
  return lease ? giveBack(quota, lease) : quota;
}

/** The quota once nothing more is to be requested on a UTC day: its quota is spent, or an operator says so. */
export function closeDay(quota: DayQuota, utcDay: Day, why: string): DayQuota {
  const day = turnTo(quota, startOfDay(utcDay));
  return utcDay === day.utcDay ? { ...day, closedBecause: why } : quota;
}

/**
 * The quota after a chunk was refused for a reason nobody documented: the first one holds nobody else, and a second,
 * other chunk that is refused alike closes the UTC day.
 */
export function recordDoubt(quota: DayQuota, utcDay: Day, refusal: Refusal, words: string): DayQuota {
  if (utcDay !== quota.utcDay) return quota;
  const { doubt } = quota;
  if (doubt?.signature !== refusal.signature) return { ...quota, doubt: refusal };
  const isSameChunk = doubt.resourceType === refusal.resourceType && overlap(doubt.range, refusal.range);
  return isSameChunk ? quota : closeDay(quota, utcDay, words);
}

/** The quota on the UTC day of an instant. Reservations of an earlier day end once their creates are sure to be listed. */
function turnTo(quota: DayQuota, nowMs: number): DayQuota {
  const today = dayOf(nowMs);
  const leases = quota.leases.filter((lease) => nowMs < endOf(lease));
  if (today <= quota.utcDay) return { ...quota, leases };
  const { limit, line } = quota;
  return { utcDay: today, grantedDays: 0, limit, leases, line };
}

function endOf({ endsAtMs, utcDay, listedAfterMs }: Lease): number {
  return endsAtMs ?? startOfDay(addDays(utcDay, 1)) + listedAfterMs;
}

/** How many days are left of the UTC day for whoever asks. */
function leftFor(
  { limit: operatorsLimit, grantedDays }: DayQuota,
  { limit, reserve }: ReserveRequest,
): number {
  const holding = operatorsLimit ?? limit;
  return holding === 'none' ? Infinity : holding - reserve - grantedDays;
}

/** What keeps anybody from requesting days on the UTC day that is counted; with or without a limit. */
function obstacleTo(
  { utcDay, grantedDays, closedBecause }: DayQuota,
  left: number,
  nowMs: number,
): Extract<ReserveAnswer, { kind: 'spent' }> | undefined {
  if (dayOf(nowMs) < utcDay) {
    return { kind: 'spent', untilMs: startOfDay(utcDay), why: `${utcDay} has not begun.` };
  }
  const isNearlyOver = dayOf(nowMs + END_OF_DAY_MS) > utcDay;
  const why =
    closedBecause ??
    (left < 1 ? `The quota of ${utcDay} is spent: ${grantedDays} days were requested.` : undefined) ??
    (isNearlyOver ? `${utcDay} is nearly over.` : undefined);
  return why === undefined ? undefined : { kind: 'spent', untilMs: startOfDay(addDays(utcDay, 1)), why };
}

/** Whether a holder has come further than a request: it was sent by somebody who was taken for dead. */
function isOutdated({ leases }: DayQuota, { holder, turn }: ReserveRequest): boolean {
  return leases.some(
    (lease) =>
      lease.holder.nonce === holder.nonce &&
      (lease.turn > turn || (lease.turn === turn && lease.jobSid !== undefined)),
  );
}

/** The line without those who came again after they were served: a second helping is no part of anybody's share. */
function unserved({ leases, line, utcDay }: DayQuota): Line {
  return line.filter(
    ({ nonce }) => !leases.some((lease) => lease.holder.nonce === nonce && lease.utcDay === utcDay),
  );
}

function openLeaseOf({ leases }: DayQuota, { nonce }: Holder): Lease | undefined {
  return leases.find(({ holder, jobSid }) => holder.nonce === nonce && jobSid === undefined);
}

function grant(quota: DayQuota, request: ReserveRequest, range: DayRange): DayQuota {
  const { holder, turn, submission, nowMs, listedAfterMs } = request;
  const { utcDay, grantedDays, leases, line } = quota;
  const lease: Lease = { holder, turn, submission, range, utcDay, grantedAtMs: nowMs, listedAfterMs };
  return {
    ...quota,
    grantedDays: grantedDays + countDays(range),
    leases: [...leases, lease],
    line: leaveLine(line, holder.nonce, nowMs),
  };
}

function giveBack(quota: DayQuota, lease: Lease): DayQuota {
  const counted = lease.utcDay === quota.utcDay ? countDays(lease.range) : 0;
  return {
    ...quota,
    grantedDays: quota.grantedDays - counted,
    leases: quota.leases.filter((other) => other !== lease),
  };
}
