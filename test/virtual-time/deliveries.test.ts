import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import { openStore } from '../../src/archive/stores/open-store';
import { verifyArchive } from '../../src/archive/verify/verify-archive';
import { addDays, countDays, dayOf } from '../../src/domain/days/day-range';
import { DAYS_PER_UTC_DAY } from '../../src/domain/twilio/limits';
import { days } from '../support/days';
import { virtualTest as test } from './support/virtual-test';
import { inVirtualTime } from './support/virtual-world';

const HOUR = 3_600_000;
const jobLife = byDuration({ jobMs: 3 * HOUR });

let archive: string;
beforeEach(async () => {
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterEach(() => rm(archive, { recursive: true }));

test('eight years, longer than files live under the quota: every day is in the archive, none is requested twice', () =>
  inVirtualTime({ jobLife }, async ({ simulator, firstDay, start, leapToEndOf }) => {
    const range = '2015-01-01..2022-12-31';
    const totalDays = countDays(days(range));
    const lastDay = addDays(firstDay, Math.ceil(totalDays / DAYS_PER_UTC_DAY) - 1);

    const [end] = await leapToEndOf([await start({ range, options: { archive } })]);

    expect(end?.outcome).toMatchObject({
      days: { delivered: totalDays },
      requestedDays: totalDays,
      delivery: { expiredDays: 0, undeliverableDays: 0 },
    });
    expect(simulator.report()).toMatchObject({ creates: { refused: 0 }, requestedDays: totalDays, daysRequestedTwice: [] });
    expect(dayOf(simulator.requests().at(-1)!.atMs)).toBe(lastDay);
    expect(await verifyArchive(openStore(archive), 'Messages', undefined)).toMatchObject({ days: totalDays, findings: [] });
  }));

test('when no file can be fetched for four UTC days, submission holds back, and no file expires', () => {
  let utcDay = 0;
  return inVirtualTime(
    {
      jobLife,
      everyUtcDay: ({ faults }) => {
        utcDay += 1;
        if (utcDay === 1) faults.plan({ on: 'file', times: Infinity, does: answer({ status: 503 }) });
        if (utcDay === 5) faults.clear();
      },
    },
    async ({ simulator, start, leapToEndOf }) => {
      const range = '2019-01-01..2022-12-31';
      const totalDays = countDays(days(range));
      const options = { archive, pollMaxMs: 2 * HOUR };
      const [end] = await leapToEndOf([await start({ range, options })]);

      expect(end?.outcome).toMatchObject({
        days: { delivered: totalDays },
        requestedDays: totalDays,
        delivery: { expiredDays: 0, undeliverableDays: 0 },
      });
      const requested = Object.values(simulator.report().requestedDaysByUtcDay);
      expect(requested[0]).toBe(DAYS_PER_UTC_DAY);
      expect(requested.length).toBeGreaterThanOrEqual(4);
      expect(simulator.report().daysRequestedTwice).toEqual([]);
    },
  );
});
