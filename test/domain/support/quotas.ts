import { answerCall } from '../../../src/domain/quota/calls';
import { openQuota, type DayQuota } from '../../../src/domain/quota/day-quota';
import type { Holder, Lease, QuotaCall, ReserveAnswer, ReserveRequest } from '../../../src/domain/quota/protocol';
import { NOON, SECOND } from './instants';
import { inMarch, march } from './march';

/** How long a job may be missing from the job list, in every test of the quota. */
export const LISTED_AFTER_MS = 95 * SECOND;

/** An export of Messages that reserves days; its nonce is its letter. */
export function holder(nonce: string, more: Partial<Holder> = {}): Holder {
  return { nonce, workflowId: `export-${nonce}`, accountSid: 'AC1', resourceType: 'Messages', ...more };
}

/** A lease on days of March 2024, granted on 1 May at noon. */
export function lease(nonce: string, range: string, more: Partial<Lease> = {}): Lease {
  return {
    holder: holder(nonce),
    reservationNumber: 1,
    range: march(range),
    utcDay: '2024-05-01' as Lease['utcDay'],
    grantedAtMs: NOON,
    listedAfterMs: LISTED_AFTER_MS,
    ...more,
  };
}

/** What a request may have besides its days. The chunks have the numbers from `reservationNumber` on. */
type MoreOfRequest = Partial<ReserveRequest> & { readonly reservationNumber?: number };

/** A request for chunks of days of March 2024, such as `1..5, 9`, on 1 May at noon, under Twilio's limit. */
export function request(nonce: string, requested: string, { reservationNumber = 1, ...more }: MoreOfRequest = {}): ReserveRequest {
  const chunks = requested
    .split(', ')
    .map((range, index) => ({ reservationNumber: reservationNumber + index, range: march(range) }));
  return {
    holder: holder(nonce),
    chunks,
    submitting: [],
    newestFirst: false,
    nowMs: NOON,
    limit: 366,
    reserve: 0,
    listedAfterMs: LISTED_AFTER_MS,
    ...more,
  };
}

/** A quota that is asked one thing after the other, as its workflow is. */
export class AskedQuota {
  state: DayQuota = openQuota(NOON);

  call(call: QuotaCall): ReserveAnswer | null {
    const [after, answer] = answerCall(this.state, call);
    this.state = after;
    return answer;
  }

  /** The answer to a request, in a few words, days by their numbers in March 2024. */
  reserve(nonce: string, requested: string, more: MoreOfRequest = {}): string {
    return spell(this.call({ call: 'reserve', request: request(nonce, requested, more) }));
  }
}

function spell(answer: ReserveAnswer | null): string {
  switch (answer?.kind) {
    case 'granted':
      return `granted ${answer.chunks.map(({ range }) => inMarch([range])).join(', ')} on ${answer.utcDay}`;
    case 'spent':
      return `spent until ${new Date(answer.untilMs).toISOString().slice(0, 16).replace('T', ' ')}: ${answer.why}`;
    case 'leased':
      return `leased to ${answer.lease.holder.nonce}`;
    case 'queued':
    case 'outdated':
    case undefined:
      return answer?.kind ?? 'nothing';
  }
}
