import { closeDay, openDay, type DayQuota } from './day-quota';
import type { QuotaCall, ReserveAnswer } from './protocol';
import { recordUnexplainedRefusal } from './refusals';
import { confirm, reserve, returnDays, settle } from './reserve';

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
      return [call.reservations.reduce(returnDays, quota), null];
    case 'closeDay':
      return [closeDay(quota, call.utcDay, call.why), null];
    case 'openDay':
      return [openDay(quota), null];
    case 'recordUnexplainedRefusal':
      return [recordUnexplainedRefusal(quota, call.utcDay, call.refusal, call.message), null];
    case 'setLimit':
      return [{ ...quota, limit: call.limit }, null];
  }
}
