import type { Reservation } from '../../domain/quota/protocol';
import { activity, steadyBackoff } from '../attempt/activity';
import type { BoundInput } from '../attempt/binding';

interface ReleaseDaysInput extends BoundInput {
  readonly reservation: Reservation;
  readonly pollMinMs: number;
}

/** Return the days of a reservation that is no longer needed, if it was granted. */
export const releaseDays = activity(
  ({ pollMinMs }: ReleaseDaysInput) => steadyBackoff(pollMinMs),
  async ({ quota }, { reservation }): Promise<void> => {
    await quota.call({ call: 'returnDays', reservation });
  },
);
