import type { Day, DayRange } from '../days/day-range';
import type { Refusal } from './day-quota';
import type { Holder, Lease } from './lease';
import type { QuotaLimit, RequestLimit } from './quota-limit';

/** A request for days. Instants are Twilio's, in milliseconds since 1970. */
export interface ReserveRequest extends RequestLimit {
  readonly holder: Holder;
  /** In the order of their reservation numbers; the same numbers request the same leases again. */
  readonly chunks: readonly ReservedChunk[];
  /** The reservation numbers of chunks that are being submitted. */
  readonly submitting: readonly number[];
  readonly newestFirst: boolean;
  readonly nowMs: number;
  /** How long after its create a job may be missing from the job list, in milliseconds. */
  readonly listedAfterMs: number;
}

/** Days to request as one job. */
export interface ReservedChunk {
  /** Counts the chunks for which a holder requested days: no two have the same number. */
  readonly reservationNumber: number;
  readonly range: DayRange;
}

export type ReserveAnswer =
  /** These first chunks, the last perhaps cut, may be requested on this UTC day; no other export may request them until then. */
  | {
      readonly kind: 'granted';
      readonly chunks: readonly ReservedChunk[];
      readonly utcDay: Day;
      /** Set without a limit: the end of the UTC day does not matter then. */
      readonly isUnlimited?: true;
    }
  | { readonly kind: 'spent'; readonly untilMs: number; readonly why: string }
  | { readonly kind: 'queued' }
  | { readonly kind: 'leased'; readonly lease: Lease }
  /** The reservation does not exist, or the holder made a later one. */
  | { readonly kind: 'outdated' };

export interface Reservation {
  readonly nonce: string;
  readonly reservationNumber: number;
}

export type QuotaCall =
  | { readonly call: 'reserve'; readonly request: ReserveRequest }
  | { readonly call: 'confirm'; readonly reservation: Reservation }
  | {
      readonly call: 'settle';
      readonly reservation: Reservation;
      readonly jobSid: string;
      /** When the job list is certain to have the job (milliseconds since 1970, Twilio's clock). */
      readonly endsAtMs: number;
    }
  | { readonly call: 'returnDays'; readonly reservations: readonly Reservation[] }
  | { readonly call: 'closeDay'; readonly utcDay: Day; readonly why: string }
  /** Open the counted UTC day again, whatever closed it. */
  | { readonly call: 'openDay' }
  | { readonly call: 'recordUnexplainedRefusal'; readonly utcDay: Day; readonly refusal: Refusal; readonly message: string }
  /** Set the limit of an operator; without one, the limit of the workers applies. */
  | { readonly call: 'setLimit'; readonly limit?: QuotaLimit };
