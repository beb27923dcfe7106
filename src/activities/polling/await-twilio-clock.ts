import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { spokenInstant } from '../../domain/format';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { nextLook } from '../../domain/describe/wait';
import { FAILURE } from '../../contract/failure-types';
import type { ActivityPlace } from '../dependencies';
import { assertBinding, type Binding } from '../attempt/binding';
import { translatingErrors } from '../attempt/failure-mapping';
import { notYet } from '../attempt/not-yet';
import { withHeartbeat } from '../attempt/with-heartbeat';

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
export function awaitTwilioClock({ api }: ActivityPlace) {
  return (input: AwaitTwilioClockInput): Promise<{ readonly nowMs: number }> => {
    assertBinding(api, input.binding, input.pollMinMs);
    if (activityInfo().attempt === 1) return Promise.reject(waiting(input, input.knownNowMs));
    return withHeartbeat(() =>
      translatingErrors(
        () => input.pollMinMs,
        async () => {
          const { nowMs } = await api.listJobs(input.resourceType, { signal: cancellationSignal() });
          if (nowMs < input.untilMs) throw waiting(input, nowMs);
          return { nowMs };
        },
      ),
    );
  };
}

function waiting({ untilMs, pollMaxMs }: AwaitTwilioClockInput, nowMs: number): Error {
  const waitMs = Math.min(Math.max(untilMs - nowMs, SHORTEST_WAIT_MS), pollMaxMs);
  const message = `Waiting for ${spokenInstant(untilMs)} on Twilio's clock. ${nextLook(waitMs)}`;
  return notYet(FAILURE.notYetTime, message, waitMs);
}
