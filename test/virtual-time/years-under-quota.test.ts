import { byDuration } from '../../simulator/jobs/job-life';
import { addDays, countDays, dayOf } from '../../src/domain/days/day-range';
import { DAYS_PER_UTC_DAY } from '../../src/domain/twilio/limits';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { days } from '../support/days';
import { virtualTest as test } from './support/virtual-test';
import { inVirtualTime } from './support/virtual-world';

const HOUR = 3_600_000;
const jobLife = byDuration({ jobMs: 3 * HOUR });

test('three years under the quota end on the first possible UTC day, with no create refused', () =>
  inVirtualTime({ jobLife }, async ({ simulator, firstDay, start, leapToEndOf }) => {
    const range = '2021-01-01..2023-12-31';
    const totalDays = countDays(days(range));
    const lastDay = addDays(firstDay, Math.ceil(totalDays / DAYS_PER_UTC_DAY) - 1);

    const [end] = await leapToEndOf([await start({ range })]);

    expect(end?.outcome).toMatchObject({ days: { exported: totalDays }, requestedDays: totalDays });
    const report = simulator.report();
    expect(report).toMatchObject({ creates: { refused: 0 }, requestedDays: totalDays, daysRequestedTwice: [], unfinishedDays: 0 });
    expect(Math.max(...Object.values(report.requestedDaysByUtcDay))).toBeLessThanOrEqual(DAYS_PER_UTC_DAY);
    expect(dayOf(simulator.requests().at(-1)!.atMs)).toBe(lastDay);
  }));

test.each([400, 429] as const)(
  'when somebody else spends the quota too, only the creates on their way are refused on a UTC day (by %i)',
  (refusal) =>
    inVirtualTime(
      {
        jobLife,
        quota: { days: DAYS_PER_UTC_DAY, refusal },
        everyUtcDay: ({ spendQuota }) => {
          spendQuota(100);
        },
      },
      async ({ simulator, start, leapToEndOf }) => {
        const [end] = await leapToEndOf([await start({ range: '2023-01-01..2023-12-31' })]);

        expect(end?.outcome).toMatchObject({ days: { exported: 365 }, requestedDays: 365 });
        const refusedMs = simulator
          .requests()
          .filter(({ operation, status }) => operation === 'create' && status === refusal)
          .map(({ atMs }) => atMs);
        expect(refusedMs.length).toBeGreaterThan(0);
        for (const utcDay of new Set(refusedMs.map(dayOf))) {
          const instants = refusedMs.filter((atMs) => dayOf(atMs) === utcDay);
          expect(instants.length).toBeLessThanOrEqual(DEFAULT_OPTIONS.openJobs);
          expect(Math.max(...instants) - Math.min(...instants)).toBeLessThan(30_000); // those that were on their way
        }
        expect(simulator.report()).toMatchObject({ requestedDays: 365, daysRequestedTwice: [] });
      },
    ),
);
