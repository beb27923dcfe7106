import type { Day, DayRange } from '../days/day-range';
import type { ResourceType } from '../twilio/resource-type';
import type { QuotaLimit, RequestLimit } from './quota-limit';

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

/** A chunk that Twilio rejected; the same reason has the same signature. */
export interface Refusal {
  readonly range: DayRange;
  readonly resourceType: ResourceType;
  readonly signature: string;
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
