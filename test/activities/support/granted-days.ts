import type { SubmitJobInput } from '../../../src/activities/submission/submit-job';
import type { Day } from '../../../src/domain/days/day-range';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { NOON } from '../../domain/support/instants';
import { holder } from '../../domain/support/quotas';
import { days } from '../../support/days';
import type { ActivityBench } from './activity-bench';

/** The days of `grantedDays`. */
export const GRANTED = '2024-03-01..2024-03-05';

/** A submission whose days the quota granted. */
export function grantedDays({ quota, binding }: ActivityBench, more: Partial<SubmitJobInput> = {}): SubmitJobInput {
  expect(quota.reserve('a', '1..5')).toBe('granted 1..5 on 2024-05-01');
  return {
    binding,
    holder: holder('a'),
    reservationNumber: 1,
    chunk: days(GRANTED),
    sendAfterMs: 0,
    utcDay: '2024-05-01' as Day,
    notBeforeMs: NOON,
    options: DEFAULT_OPTIONS,
    ...more,
  };
}
