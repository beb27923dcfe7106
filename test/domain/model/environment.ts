import { openQuota, type DayQuota } from '../../../src/domain/quota/day-quota';
import type { QuotaCall, ReserveAnswer } from '../../../src/domain/quota/protocol';
import { dayOf } from '../../../src/domain/days/day-range';
import { answerCall } from '../../../src/domain/quota/calls';
import { SharedTwilio, type TwilioConfig, type View } from './shared-twilio';

/** Where exports run: one Twilio, and one quota that puts their requests in order. */
export class Environment {
  readonly twilio: SharedTwilio;
  /** Days that the exports may request in one UTC day. */
  readonly quotaDays: number;
  quota: DayQuota = openQuota(0);
  readonly #open = new Set<string>();

  constructor(config: TwilioConfig) {
    this.twilio = new SharedTwilio(config);
    this.quotaDays = config.quotaDays;
  }

  call(call: QuotaCall): ReserveAnswer | null {
    const [after, answer] = answerCall(this.quota, call);
    this.quota = after;
    return answer;
  }

  /** An operator's limit, but no higher one than Twilio has. */
  setLimit(limit: number | undefined): void {
    const days = limit === undefined ? undefined : Math.min(limit, this.quotaDays);
    this.call({ call: 'setLimit', ...(days !== undefined && { limit: days }) });
  }

  /** An operator wants nothing more to be requested today. */
  closeDay(): void {
    const utcDay = dayOf(this.twilio.nowMs);
    this.call({ call: 'closeDay', utcDay, why: 'An operator closed the day.' });
  }

  /** The next run of the quota goes on with what is carried. */
  continueAsNew(): void {
    this.quota = JSON.parse(JSON.stringify(this.quota)) as DayQuota;
  }

  opened(workflowId: string): void {
    this.#open.add(workflowId);
  }

  closed(workflowId: string): void {
    this.#open.delete(workflowId);
  }

  isGone(workflowId: string): boolean {
    return !this.#open.has(workflowId);
  }
}

/** What chance has in store for a step: how a look falls out, and what becomes of a create. */
export interface Outcome {
  readonly view: View;
  readonly create: 'answered' | 'answerLost' | 'neverSent';
  /** How long a create is on its way whose answer is lost, in milliseconds. */
  readonly delayMs: number;
}
