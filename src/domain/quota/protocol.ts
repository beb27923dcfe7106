import type { Day, DayRange } from '../days/day-range';
import type { Refusal } from './day-quota';
import type { Holder, Lease } from './lease';
import type { QuotaLimit } from './quota-limit';

/** A request for days. Instants are Twilio's, in milliseconds since 1970. */
export interface ReserveRequest {
  readonly holder: Holder;
  /** Counts the reservations of a holder: the same number asks again for the same lease. */
  readonly reservationNumber: number;
  readonly requested: DayRange;
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
  | {
      readonly kind: 'granted';
      readonly range: DayRange;
      readonly utcDay: Day;
      /** Set when there is no limit: then the end of the UTC day does not matter. */
      readonly isUnlimited?: true;
    }
  /** Nothing is left of the UTC day. */
  | { readonly kind: 'spent'; readonly untilMs: number; readonly why: string }
  /** Others have waited longer and are served first. */
  | { readonly kind: 'queued' }
  /** Another has the first of the wanted days. */
  | { readonly kind: 'leased'; readonly lease: Lease }
  /** There is no such reservation, or the same holder made a later one. */
  | { readonly kind: 'outdated' };

/** Which reservation is meant. */
export interface Reservation {
  readonly nonce: string;
  readonly reservationNumber: number;
}

/** What the quota can be told or asked. */
export type QuotaCall =
  | { readonly call: 'reserve'; readonly request: ReserveRequest }
  | { readonly call: 'confirm'; readonly reservation: Reservation }
  | {
      readonly call: 'settle';
      readonly reservation: Reservation;
      readonly jobSid: string;
      /** When the job list is sure to have the job (milliseconds since 1970, Twilio's clock). */
      readonly endsAtMs: number;
    }
  | { readonly call: 'returnDays'; readonly reservation: Reservation }
  | { readonly call: 'closeDay'; readonly utcDay: Day; readonly why: string }
  /** Open the counted UTC day again, whatever closed it. */
  | { readonly call: 'openDay' }
  | {
      readonly call: 'recordUnexplainedRefusal';
      readonly utcDay: Day;
      readonly refusal: Refusal;
      readonly message: string;
    }
  /** An operator's limit; without one, that of the workers counts again. */
  | { readonly call: 'setLimit'; readonly limit?: QuotaLimit };
