import type { Reservation } from '../../domain/quota/protocol';
import type { Binding } from '../attempt/binding';
import { runAttempt } from '../attempt/run-attempt';
import type { ActivityHost } from '../dependencies';

export interface ReleaseDaysInput {
  readonly binding: Binding;
  readonly reservation: Reservation;
  readonly pollMinMs: number;
}

/** Return the days of a reservation that is no longer needed, if it was granted. */
export function releaseDays(host: ActivityHost) {
  return ({ binding, reservation, pollMinMs }: ReleaseDaysInput): Promise<void> =>
    runAttempt(host, { binding, backoff: () => pollMinMs }, async ({ quota }) => {
      await quota.call({ call: 'returnDays', reservation });
    });
}
