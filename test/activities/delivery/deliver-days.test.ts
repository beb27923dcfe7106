import { answer, notJson, truncate } from '../../../simulator/faults/fault';
import type { DeliverDaysInput } from '../../../src/activities/delivery/deliver-days';
import { createArchive } from '../../../src/archive/create-archive';
import { openStore } from '../../../src/archive/stores/open-store';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { HOUR, NOON } from '../../domain/support/instants';
import { useFolders } from '../../archive/support/archive-places';
import { namesIn } from '../../archive/support/deliveries';
import { days } from '../../support/days';
import { cancelled, createJob, failureOf, withActivities, type ActivityBench } from '../support/activity-bench';

const { newFolder } = useFolders();
const FOUR_DAYS = '2024-03-01..2024-03-04';

/** Four days that Twilio has exported, to deliver into a new folder one after the other. */
async function exportedDays(bench: ActivityBench): Promise<DeliverDaysInput> {
  const jobSid = createJob(bench, FOUR_DAYS);
  bench.clock.advance(HOUR);
  return {
    binding: bench.binding,
    resourceType: 'Messages',
    archive: await newFolder(),
    days: [{ range: days(FOUR_DAYS), madeAfterMs: NOON, jobSid }],
    options: { ...DEFAULT_OPTIONS, downloads: 1 },
  };
}

/** The days of an archive that have a receipt. */
async function receiptsIn(folder: string): Promise<string[]> {
  const names = await namesIn(openStore(folder));
  return names.flatMap((name) => /day=(.*)\/_receipt/.exec(name)?.[1] ?? []);
}

test('every file goes into the archive, and each day is a heartbeat', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-02').isEmpty();
    const input = await exportedDays(bench);
    const heartbeats: number[] = [];
    const heartbeat = (reached: unknown) => heartbeats.push((reached as unknown[]).length);
    const batch = await bench.activities({ heartbeat }).deliverDays(input);
    expect(batch.days.map(({ kind }) => kind)).toEqual(['delivered', 'empty', 'delivered', 'delivered']);
    expect(batch.nowMs).toBe(NOON + HOUR);
    expect(heartbeats).toEqual([1, 2, 3, 4]);
    expect(await receiptsIn(input.archive)).toHaveLength(4);
  }));

test('the next attempt continues after the days that the last heartbeat names', () =>
  withActivities(async (bench) => {
    const input = await exportedDays(bench);
    const reached = [{ day: days('2024-03-01').startDay, kind: 'delivered', records: 5, bytes: 90 }];
    const batch = await bench.activities({ number: 2, reached }).deliverDays(input);
    expect(batch.days.map(({ day }) => day)).toEqual(['2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04']);
    expect(await receiptsIn(input.archive)).toEqual(['2024-03-02', '2024-03-03', '2024-03-04']);
  }));

test('a day without a file, or with a file that is cut each time, is an answer of its own', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-01').failsForEver();
    const input = await exportedDays(bench);
    bench.simulator.faults.plan({ on: 'file', times: 2, does: truncate(30, 'neat') });
    const batch = await bench.activities().deliverDays(input);
    expect(batch.days.map(({ kind }) => kind)).toEqual(['unusable', 'unusable', 'delivered', 'delivered']);
    expect(await receiptsIn(input.archive)).toEqual(['2024-03-03', '2024-03-04']);
  }));

test('a file host that is away for one file after the other ends the attempt; what is there stays', () =>
  withActivities(async (bench) => {
    const input = await exportedDays(bench);
    bench.simulator.faults.plan({ on: 'file', after: 1, times: 4, does: answer({ status: 503 }) });
    expect(await failureOf(bench.activities({ number: 2 }).deliverDays(input))).toMatchObject({
      type: 'FileHostUnavailable',
      nextRetryDelay: 2 * DEFAULT_OPTIONS.pollMinMs,
    });
    expect(await receiptsIn(input.archive)).toEqual(['2024-03-01']);
  }));

test('files that do not come now and then do not end the attempt', () =>
  withActivities(async (bench) => {
    const input = await exportedDays(bench);
    const away = { on: 'file', times: 2, does: answer({ status: 503 }) } as const;
    bench.simulator.faults.plan(away);
    bench.simulator.faults.plan({ ...away, after: 3 });
    const batch = await bench.activities().deliverDays(input);
    expect(batch.days.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2024-03-02 delivered',
      '2024-03-04 delivered',
      '2024-03-01 unfetched',
      '2024-03-03 unfetched',
    ]);
  }));

test('a link without a response is requested once more; after two, the attempt ends', () =>
  withActivities(async (bench) => {
    const input = await exportedDays(bench);
    bench.simulator.faults.plan({ on: 'day', after: 1, does: answer({ status: 503 }) });
    const batch = await bench.activities().deliverDays(input);
    expect(batch.days.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
    expect(bench.simulator.report().calls.day).toBe(5);

    const again = { ...input, archive: await newFolder() };
    bench.simulator.faults.plan({ on: 'day', after: 1, times: 2, does: answer({ status: 503 }) });
    expect(await failureOf(bench.activities().deliverDays(again))).toMatchObject({ type: 'Unavailable' });
    expect(await receiptsIn(again.archive)).toEqual(['2024-03-01']);
  }));

test.each([
  ['a page of HTML instead of a link', 'Unreadable'],
  ['the archive of another account', 'ArchiveForeign'],
] as const)('%s is no matter of a day: the attempt ends', (_title, type) =>
  withActivities(async (bench) => {
    const input = await exportedDays(bench);
    if (type === 'Unreadable') bench.simulator.faults.plan({ on: 'day', does: notJson() });
    const ofDay = { resourceType: 'Calls', day: days('2024-03-01').startDay } as const;
    const other = createArchive(openStore(input.archive), `AC${'f'.repeat(32)}`);
    if (type === 'ArchiveForeign') await other.deliverEmpty(ofDay, { fetchedAtMs: NOON });
    expect(await failureOf(bench.activities().deliverDays(input))).toMatchObject({ type, nonRetryable: false });
    expect(await namesIn(openStore(input.archive), 'Messages/')).toEqual([]);
  }),
);

test('a batch ends after a minute, and names the days that it reached', () =>
  withActivities(async (bench) => {
    const input = await exportedDays(bench);
    const heartbeat = () => {
      bench.clock.advance(61_000);
    };
    const batch = await bench.activities({ heartbeat }).deliverDays(input);
    expect(batch).toMatchObject({ days: [{ day: '2024-03-01' }], elapsedMs: 61_000 });
  }));

test('a cancelled attempt downloads nothing', () =>
  withActivities(async (bench) => {
    const reason = new Error('cancelled');
    const input = await exportedDays(bench);
    await expect(bench.activities(cancelled(reason)).deliverDays(input)).rejects.toBe(reason);
    expect(bench.requests()).toEqual([]);
  }));
