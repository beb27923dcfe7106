import { formatInstant } from '../../domain/format';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { nextLook } from '../../domain/describe/wait';
import { FAILURE } from '../../contract/failure-types';
import type { Binding } from '../attempt/binding';
import { notYet } from '../attempt/not-yet';
import { runAttempt } from '../attempt/run-attempt';
import type { ActivityHost } from '../dependencies';

export interface AwaitTwilioClockInput {
  readonly binding: Binding;
  readonly resourceType: ResourceType;
  /** The instant waited for, milliseconds since 1970. */
  readonly untilMs: number;
  /** Twilio's clock as far as the workflow knows it; only the first wait is reckoned from it. */
  readonly knownNowMs: number;
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
}

/** The clock is cut to whole seconds; asking again sooner than this tells nothing new. */
const SHORTEST_WAIT_MS = 250;

/**
 * Wait for an instant of Twilio's clock, which is read again at least every `pollMaxMs`: right when this
 * machine's clock is wrong, and after it slept. The list that is asked for serves the next look, too.
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
  const message = `Waiting for ${formatInstant(untilMs)} on Twilio's clock. ${nextLook(waitMs)}`;
  return notYet(FAILURE.notYetTime, message, waitMs);
}
