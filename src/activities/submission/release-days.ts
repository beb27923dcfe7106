import type { Reservation } from '../../domain/quota/protocol';
import { activity, steadyBackoff, type BoundInput } from '../attempt/activity';

interface ReleaseDaysInput extends BoundInput {
  readonly reservations: readonly Reservation[];
  readonly pollMinMs: number;
}

/** Return the days of reservations that are no longer needed, if they were granted. */
export const releaseDays = activity(
  ({ pollMinMs }: ReleaseDaysInput) => steadyBackoff(pollMinMs),
  async ({ quota }, { reservations }): Promise<void> => {
    await quota.call({ call: 'returnDays', reservations });
  },
);
