import type { Reservation } from '../../domain/quota/protocol';
import { assertBinding, type Binding } from '../attempt/binding';
import type { ActivityPlace } from '../dependencies';
import { callQuota } from './quota-client';

export interface ReleaseDaysInput {
  readonly binding: Binding;
  readonly reservation: Reservation;
  readonly pollMinMs: number;
}

/** Give back the days of a reservation that nobody waits for any more, if it was granted. */
export function releaseDays({ api, quota }: ActivityPlace) {
  return async ({ binding, reservation, pollMinMs }: ReleaseDaysInput): Promise<void> => {
    assertBinding(api, binding, pollMinMs);
    await callQuota(quota, { call: 'returnDays', reservation });
  };
}
