import { rateLimit } from '../../../simulator/faults/fault';
import type { DeliverDaysInput } from '../../../src/activities/delivery/deliver-days';
import type { BulkExportApi } from '../../../src/bulk-export/port';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { useFolders } from '../../archive/support/archive-places';
import { apiOf } from '../../archive/support/deliveries';
import { HOUR } from '../../domain/support/instants';
import { days } from '../../support/days';
import { createJob, failureOf, withActivities, type ActivityBench } from '../support/activity-bench';

const { newFolder } = useFolders();
const JANUARY = '2024-01-01..2024-01-30';
const FEBRUARY = '2024-02-01..2024-02-28';

async function exported(bench: ActivityBench, range: string, downloads: number): Promise<DeliverDaysInput> {
  const jobSid = createJob(bench, range);
  const madeAfterMs = bench.clock();
  bench.clock.advance(HOUR);
  return {
    binding: bench.binding,
    resourceType: 'Messages',
    archive: await newFolder(),
    days: [{ range: days(range), madeAfterMs, jobSid }],
    options: { ...DEFAULT_OPTIONS, downloads },
  };
}

/** An API that counts how many days are downloaded at the same time, from the request of the link to the end of the file. */
function counted(api: BulkExportApi): { readonly api: BulkExportApi; most(): number } {
  let [running, most] = [0, 0];
  const linkDay: BulkExportApi['linkDay'] = async (...given) => {
    running += 1;
    most = Math.max(most, running);
    try {
      return await api.linkDay(...given);
    } finally {
      running -= 1;
    }
  };
  return {
    api: { ...api, linkDay },
    most: () => {
      const before = most;
      most = 0;
      return before;
    },
  };
}

test.each(['file', 'day'] as const)('after a 429 of a %s request half as many days are downloaded at once, and later more', (on) =>
  withActivities(async (bench) => {
    const { api, most } = counted(apiOf(bench.simulator));
    const { deliverDays } = bench.activities({ api });
    const january = await exported(bench, JANUARY, 4);
    bench.simulator.faults.plan({ on, after: 4, does: rateLimit({ retryAfterSeconds: 0, form: 'none' }) });
    expect((await deliverDays(january)).days).toHaveLength(30);
    expect(most()).toBe(4);
    expect(bench.slept).toEqual([1000]);

    const first = await deliverDays(await exported(bench, FEBRUARY, 4));
    expect(first.days.every(({ kind }) => kind === 'delivered')).toBe(true);
    expect(most()).toBe(2);
    await deliverDays(await exported(bench, '2024-03-01..2024-03-10', 4));
    expect(most()).toBe(3);
  }),
);

test('an account that allows one request at a time gets all its days in one attempt', () =>
  withActivities(async (bench) => {
    const input = await exported(bench, JANUARY, 8);
    bench.simulator.setConcurrency({ limit: 1, form: 'none' });
    const batch = await bench.activities().deliverDays(input);
    expect(batch.days.map(({ kind }) => kind)).toEqual(Array.from({ length: 30 }, () => 'delivered'));
  }));

test.each([
  ['file', 'FileHostUnavailable'],
  ['day', 'RateLimited'],
] as const)('a 429 of a %s request to the only download ends the attempt', (on, type) =>
  withActivities(async (bench) => {
    const input = await exported(bench, '2024-01-01..2024-01-03', 1);
    bench.simulator.faults.plan({ on, after: 1, does: rateLimit({ retryAfterSeconds: 1, form: 'seconds' }) });
    const reached: unknown[] = [];
    const failure = await failureOf(bench.activities({ heartbeat: (days) => reached.push(days) }).deliverDays(input));
    expect(failure).toMatchObject({ type, nonRetryable: false });
    expect(reached).toHaveLength(1);
  }),
);
