import { formatInstant } from '../../domain/format';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { nextCheck } from '../../domain/describe/wait';
import { FAILURE } from '../../contract/failure-types';
import type { Binding } from '../attempt/binding';
import { notYet } from '../attempt/not-yet';
import { runAttempt } from '../attempt/run-attempt';
import type { ActivityHost } from '../dependencies';

export interface AwaitTwilioClockInput {
  readonly binding: Binding;
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
 * Wait for an instant of Twilio's clock. The clock is read again at least every `pollMaxMs`, so the wait is correct
 * when this machine's clock is wrong, and after it slept.
 */
export function awaitTwilioClock(host: ActivityHost) {
  return (input: AwaitTwilioClockInput): Promise<{ readonly nowMs: number }> => {
    const { binding, resourceType, untilMs, pollMinMs } = input;
    return runAttempt(host, { binding, backoff: () => pollMinMs }, async ({ api, number, signal }) => {
      if (number === 1) throw waiting(input, input.knownNowMs);
      const { nowMs } = await api.listJobs(resourceType, { signal });
      if (nowMs < untilMs) throw waiting(input, nowMs);
      return { nowMs };
    });
  };
}

function waiting({ untilMs, pollMaxMs }: AwaitTwilioClockInput, nowMs: number): Error {
  const waitMs = Math.min(Math.max(untilMs - nowMs, SHORTEST_WAIT_MS), pollMaxMs);
  const message = `Waiting until ${formatInstant(untilMs)} (Twilio's clock). ${nextCheck(waitMs)}`;
  return notYet(FAILURE.notYetTime, message, waitMs);
}
