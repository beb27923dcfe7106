import { byDuration } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import { addDays, countDays, dayOf, type Day } from '../../src/domain/days/day-range';
import type { ExportOptions } from '../../src/domain/request/export-options';
import { DAYS_PER_UTC_DAY } from '../../src/domain/twilio/limits';
import { RESOURCE_TYPES, type ResourceType } from '../../src/domain/twilio/resource-type';
import { days } from '../support/days';
import { runsOf } from './support/runs-of';
import { virtualTest as test } from './support/virtual-test';
import { inVirtualTime } from './support/virtual-world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A UTC day costs the server some ten attempts for each type with these, and a hundred with the default. */
const SPARING: Partial<ExportOptions> = {
  daysPerChunk: DAYS_PER_UTC_DAY,
  openJobs: 1,
  pollMinMs: 15 * MINUTE,
  pollMaxMs: 12 * HOUR,
};

/** A tenth of the UTC days it takes: how much sooner than the last type the first one may be done. */
const MOST_LEAD = 8;

test('twenty years of four types side by side end on the first possible UTC day, and none starves', () =>
  inVirtualTime({ jobLife: byDuration({ jobMs: 3 * HOUR }) }, async ({ client, simulator, firstDay, start, leapToEndOf }) => {
    const range = '2001-01-01..2020-12-31';
    const totalDays = countDays(days(range));
    const requestedDays = RESOURCE_TYPES.length * totalDays;
    const lastDay = addDays(firstDay, Math.ceil(requestedDays / DAYS_PER_UTC_DAY) - 1);
    const exports = await Promise.all(RESOURCE_TYPES.map((resourceType) => start({ range, resourceType, options: SPARING })));

    const ends = await leapToEndOf(exports);

    for (const { outcome } of ends) {
      expect(outcome).toMatchObject({ days: { exported: totalDays }, requestedDays: totalDays });
    }
    const { requestedDaysByUtcDay, ...report } = simulator.report();
    expect(report).toMatchObject({ creates: { refused: 0 }, requestedDays, daysRequestedTwice: [], unfinishedDays: 0 });
    expect(Math.max(...Object.values(requestedDaysByUtcDay))).toBeLessThanOrEqual(DAYS_PER_UTC_DAY);
    expect(dayOf(simulator.requests().at(-1)!.atMs)).toBe(lastDay);

    const [firstDone = firstDay] = RESOURCE_TYPES.map((type) => lastRequestOf(simulator, type)).sort();
    const lead = countDays({ startDay: firstDone, endDay: lastDay });
    expect(lead).toBeLessThanOrEqual(MOST_LEAD);

    const runs = (await Promise.all(exports.map((handle) => runsOf(client, handle)))).flat();
    expect(runs.length).toBeGreaterThan(exports.length);
    expect(Math.max(...runs.map(({ events }) => events))).toBeLessThan(10_000);
    expect(Math.max(...runs.map(({ carriedBytes }) => carriedBytes))).toBeLessThan(100_000);
  }));

/** The last UTC day on which days of a type were requested. */
function lastRequestOf(simulator: Simulator, resourceType: ResourceType): Day {
  const jobs = simulator.jobs().filter((job) => job.resourceType === resourceType);
  return dayOf(Math.max(...jobs.map(({ createdAtMs }) => createdAtMs)));
}
