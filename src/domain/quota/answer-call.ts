import type { Day } from '../days/day-range';
import { closeDay, type DayQuota } from './day-quota';
import type { QuotaLimit } from './quota-limit';
import { recordDoubt, type Refusal } from './refusals';
import {
  confirm,
  reserve,
  returnDays,
  settle,
  type Reservation,
  type ReserveAnswer,
  type ReserveRequest,
} from './reserve';

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
  | {
      readonly call: 'recordDoubt';
      readonly utcDay: Day;
      readonly refusal: Refusal;
      readonly words: string;
    }
  /** An operator's limit; without one, that of the workers counts again. */
  | { readonly call: 'setLimit'; readonly limit?: QuotaLimit };

/** The quota after a call, and the answer to it where there is one. */
export function answerCall(quota: DayQuota, call: QuotaCall): readonly [DayQuota, ReserveAnswer | null] {
  switch (call.call) {
    case 'reserve':
      return reserve(quota, call.request);
    case 'confirm':
      return [quota, confirm(quota, call.reservation)];
    case 'settle':
      return [settle(quota, call.reservation, call.jobSid, call.endsAtMs), null];
    case 'returnDays':
      return [returnDays(quota, call.reservation), null];
    case 'closeDay':
      return [closeDay(quota, call.utcDay, call.why), null];
    case 'recordDoubt':
      return [recordDoubt(quota, call.utcDay, call.refusal, call.words), null];
    case 'setLimit':
      return [{ ...quota, limit: call.limit }, null];
  }
}
