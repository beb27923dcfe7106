import { answer } from '../../../simulator/faults/fault';
import type { ResolveDaysInput } from '../../../src/activities/survey/survey-range';
import type { Day } from '../../../src/domain/days/day-range';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { DAY, HOUR, NOON, SECOND } from '../../domain/support/instants';
import { days } from '../../support/days';
import { ACCOUNT, failureOf, withActivities } from '../support/activity-bench';

const LAST_THREE: ResolveDaysInput = {
  account: ACCOUNT,
  resourceType: 'Messages',
  range: { lastDays: 3 },
  waitedMs: 0,
  options: DEFAULT_OPTIONS,
};

test("the range ends at the newest exportable day by Twilio's clock", () =>
  withActivities(async ({ activities, clock }) => {
    const today = await activities().resolveDays(LAST_THREE);
    expect(today).toEqual({ range: days('2024-04-27..2024-04-29'), nowMs: NOON });
    clock.advance(12 * HOUR);
    expect((await activities().resolveDays(LAST_THREE)).range).toEqual(days('2024-04-28..2024-04-30'));
  }));

test('an export that waited for a day covers one more', () =>
  withActivities(async ({ activities }) => {
    const { range } = await activities().resolveDays({ ...LAST_THREE, waitedMs: DAY });
    expect(range).toEqual(days('2024-04-26..2024-04-29'));
  }));

test('a first day that cannot be exported yet ends the export', () =>
  withActivities(async ({ activities }) => {
    const range = { firstDay: '2024-04-30' as Day };
    expect(await failureOf(activities().resolveDays({ ...LAST_THREE, range }))).toMatchObject({
      type: 'NothingToExport',
      nonRetryable: true,
      message: expect.stringContaining('2024-04-30') as string,
    });
  }));

test.each([
  [1, 2 * SECOND],
  [2, 4 * SECOND],
  [9, 30 * SECOND],
])('attempt %i at a Twilio that does not answer is followed by a wait of %i ms', (number, waitMs) =>
  withActivities(async ({ activities, simulator }) => {
    simulator.faults.plan({ on: 'list', does: answer({ status: 503 }) });
    expect(await failureOf(activities({ number }).resolveDays(LAST_THREE))).toMatchObject({
      type: 'Unavailable',
      nextRetryDelay: waitMs,
    });
  }),
);
