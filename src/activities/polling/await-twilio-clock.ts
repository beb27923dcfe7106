import { formatInstant } from '../../domain/format';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { nextCheck } from '../../domain/describe/wait';
import { FAILURE } from '../../contract/failure-types';
import { activity, steadyBackoff, type BoundInput } from '../attempt/activity';
import { notYet } from '../attempt/not-yet';

export interface AwaitTwilioClockInput extends BoundInput {
  readonly resourceType: ResourceType;
  /** The instant to wait for, milliseconds since 1970. */
  readonly untilMs: number;
  /** Twilio's clock as known to the workflow; only the first wait is based on it. */
  readonly knownNowMs: number;
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
}

/** Twilio's clock has whole seconds: a shorter wait would not see a change. */
const SHORTEST_WAIT_MS = 250;

/**
 * Wait for an instant of Twilio's clock. The clock is read again at least every `pollMaxMs`, so the wait is correct when this
 * machine's clock is wrong, and after it slept.
 */
export const awaitTwilioClock = activity(
  ({ pollMinMs }: AwaitTwilioClockInput) => steadyBackoff(pollMinMs),
  async ({ api, number, signal }, input): Promise<{ readonly nowMs: number }> => {
    if (number === 1) throw waiting(input, input.knownNowMs);
    const { nowMs } = await api.listJobs(input.resourceType, { signal });
    if (nowMs < input.untilMs) throw waiting(input, nowMs);
    return { nowMs };
  },
);

function waiting({ untilMs, pollMaxMs }: AwaitTwilioClockInput, nowMs: number): Error {
  const waitMs = Math.min(Math.max(untilMs - nowMs, SHORTEST_WAIT_MS), pollMaxMs);
  const message = `Waiting until ${formatInstant(untilMs)} (Twilio's clock). ${nextCheck(waitMs)}`;
  return notYet(FAILURE.notYetTime, message, waitMs);
}
