import { byDuration } from '../../simulator/jobs/job-life';
import { progressQuery } from '../../src/contract/messages';
import { virtualTest as test } from './support/virtual-test';
import { inVirtualTime } from './support/virtual-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('a job that does not move for three days is shown as stuck, polled on, and ends well after all', () =>
  inVirtualTime({ jobLife: byDuration({ jobMs: HOUR, queueMs: 5 * DAY }) }, async ({ simulator, start, pass, leapToEndOf }) => {
    const handle = await start({ range: '2024-01-01..2024-01-31' });
    const isStuck = async () => (await handle.query(progressQuery)).jobs.map((job) => job.isStuck ?? false);

    await pass(3 * DAY - HOUR);
    expect(await isStuck()).toEqual([false]);

    await pass(2 * HOUR);
    expect(await isStuck()).toEqual([true]);
    const lists = simulator.report().calls.list;

    await pass(DAY);
    expect(await isStuck()).toEqual([true]);
    expect(simulator.report().calls.list).toBeGreaterThan(lists + 90);

    const [end] = await leapToEndOf([handle]);
    expect(end?.outcome).toMatchObject({ days: { exported: 31 }, requestedDays: 31 });
  }));
