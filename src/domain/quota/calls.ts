import { either, instant, isRecord, list, number, object, oneOf, optional, range, text, day, type Shape } from '../shape';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import { RESOURCE_TYPES } from '../twilio/resource-type';
import type { QuotaCall, ReserveAnswer } from './protocol';
import { closeDay, openDay, type DayQuota } from './day-quota';
import { recordUnexplainedRefusal } from './refusals';
import { confirm, reserve, returnDays, settle } from './reserve';

const resourceType = oneOf(RESOURCE_TYPES);
const limit = either(oneOf(['none']), number(1, DAYS_PER_UTC_DAY));
const reservation = object({ nonce: text, reservationNumber: number() });

const CALLS: Record<QuotaCall['call'], Record<string, Shape>> = {
  reserve: {
    request: object({
      holder: object({ nonce: text, workflowId: text, accountSid: text, resourceType }),
      chunks: list(object({ reservationNumber: number(), range })),
      submitting: list(number()),
      newestFirst: oneOf([true, false]),
      nowMs: instant,
      limit,
      reserve: number(),
      listedAfterMs: number(),
    }),
  },
  confirm: { reservation },
  settle: { reservation, jobSid: text, endsAtMs: instant },
  returnDays: { reservations: list(reservation) },
  closeDay: { utcDay: day, why: text },
  openDay: {},
  recordUnexplainedRefusal: { utcDay: day, refusal: object({ range, resourceType, signature: text }), message: text },
  setLimit: { limit: optional(limit) },
};

/** The problems of calls to the quota, which any client of the namespace can send; a sentence each. */
export function validateCalls(calls: unknown): readonly string[] {
  return list(validCall)(calls, 'The argument');
}

const validCall: Shape = (call, name) => {
  const kind = isRecord(call) ? call['call'] : undefined;
  const problems = object({ call: oneOf(Object.keys(CALLS)) })(call, name);
  return problems.length > 0 ? problems : object(CALLS[kind as QuotaCall['call']])(call, name);
};

/** The problems of the end of a quota, with which the next one starts. */
export const validateLost = optional(object({ atMs: instant, why: text }));

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
