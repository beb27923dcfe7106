import type { Reservation } from '../../domain/quota/protocol';
import { activity, steadyBackoff, type Attempt, type BoundInput, type Optioned } from '../attempt/activity';

interface ReleaseDaysInput extends BoundInput, Optioned<'pollMinMs'> {
  readonly reservations: readonly Reservation[];
}

/** Return the days of reservations that are no longer needed, if they were granted. */
export const releaseDays = activity(steadyBackoff, async ({ quota }: Attempt, { reservations }: ReleaseDaysInput) => {
  await quota.call({ call: 'returnDays', reservations });
});
