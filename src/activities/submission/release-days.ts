import type { Reservation } from '../../domain/quota/protocol';
import type { ExportOptions } from '../../domain/request/export-options';
import { activity, steadyBackoff, type Attempt, type BoundInput } from '../attempt/activity';

interface ReleaseDaysInput extends BoundInput {
  readonly reservations: readonly Reservation[];
  readonly options: Pick<ExportOptions, 'pollMinMs'>;
}

/** Return the days of reservations that are no longer needed, if they were granted. */
export const releaseDays = activity(steadyBackoff, async ({ quota }: Attempt, { reservations }: ReleaseDaysInput) => {
  await quota.call({ call: 'returnDays', reservations });
});
