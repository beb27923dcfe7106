import { formatInstant } from '../../domain/format';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { activity, steadyBackoff } from '../attempt/activity';
import type { BoundInput } from '../attempt/binding';
import { notYetTime } from '../attempt/not-yet';

export interface AwaitTwilioClockInput extends BoundInput {
  readonly resourceType: ResourceType;
  readonly untilMs: number;
  /** Twilio's clock as known to the workflow; only the first wait is based on it. */
  readonly knownNowMs: number;
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
}

/** Wait for an instant of Twilio's clock, which is read again at least every `pollMaxMs`: this machine's clock may be wrong. */
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
  return notYetTime(`Waiting until ${formatInstant(untilMs)} (Twilio's clock).`, { untilMs, nowMs, pollMaxMs });
}
