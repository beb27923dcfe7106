import { answer, hold } from '../../../simulator/faults/fault';
import { instantly } from '../../../simulator/jobs/job-life';
import type { DeliverDaysInput } from '../../../src/activities/delivery/deliver-days';
import type { Archive } from '../../../src/archive/port';
import { openStore } from '../../../src/archive/stores/open-store';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { useFolders } from '../../archive/support/archive-places';
import { apiOf, archiveIn } from '../../archive/support/deliveries';
import { HOUR } from '../../domain/support/instants';
import { days } from '../../support/days';
import { createJob, failureOf, withActivities, type ActivityBench } from '../support/activity-bench';

const { newFolder } = useFolders();

/** More than two pages of files. */
const THREE_PAGES = '2020-01-01..2022-06-30';
const FIRST_DAYS = '2020-01-01..2020-01-03';
const LAST_DAYS = '2022-06-28..2022-06-30';
const LATER = '2023-01-01..2023-01-03';

/** A worker that delivers days of a range as a batch, and tells which of them it could compare with their listed size. */
async function oneWorker(bench: ActivityBench) {
  const archive = await newFolder();
  const compared: string[] = [];
  const openArchive = (place: string): Archive => {
    const opened = archiveIn(openStore(place));
    return {
      ...opened,
      deliver: (ofDay, file, facts, options) => {
        if (facts.listedBytes !== undefined) compared.push(ofDay.day);
        return opened.deliver(ofDay, file, facts, options);
      },
    };
  };
  const { deliverDays } = bench.activities({ api: apiOf(bench.simulator), openArchive });
  return async (range: string, marks: Partial<DeliverDaysInput['days'][number]> = {}) => {
    compared.length = 0;
    const madeAfterMs = bench.clock() - HOUR;
    const ofBatch = [{ range: days(range), madeAfterMs, ...marks }];
    const options = { ...DEFAULT_OPTIONS, downloads: 1 };
    const batch = await deliverDays({ binding: bench.binding, resourceType: 'Messages', archive, days: ofBatch, options });
    return { kinds: batch.days.map(({ kind }) => kind), nowMs: batch.nowMs, compared: [...compared] };
  };
}

function exportDays(bench: ActivityBench, range: string): void {
  createJob(bench, range);
  bench.clock.advance(HOUR);
}

const pagesRead = (bench: ActivityBench) => bench.requests().filter((operation) => operation === 'days').length;
const delivered = (...compared: string[]) => ({ kinds: ['delivered', 'delivered', 'delivered'], compared });

test('batches share a day list of many pages; files that it lacks are listed anew', () =>
  withActivities(async (bench) => {
    exportDays(bench, THREE_PAGES);
    const deliver = await oneWorker(bench);
    expect(await deliver(FIRST_DAYS)).toMatchObject(delivered('2020-01-01', '2020-01-02', '2020-01-03'));
    expect(await deliver(LAST_DAYS)).toMatchObject(delivered('2022-06-28', '2022-06-29', '2022-06-30'));
    expect(pagesRead(bench)).toBe(3);

    exportDays(bench, LATER);
    const later = await deliver(LATER);
    expect(later).toMatchObject(delivered('2023-01-01', '2023-01-02', '2023-01-03'));
    expect(later.nowMs).toBe(bench.clock());
    expect(pagesRead(bench)).toBe(6);
  }));

test('days without records, and days whose size is not compared, need no new list', () =>
  withActivities(async (bench) => {
    bench.simulator.setView({ emptyDays: 'absent' });
    bench.simulator.day('2023-01-01').isEmpty();
    exportDays(bench, FIRST_DAYS);
    const deliver = await oneWorker(bench);
    await deliver(FIRST_DAYS);
    exportDays(bench, LATER);
    expect(await deliver('2023-01-01..2023-01-01', { isEmpty: true })).toMatchObject({ kinds: ['empty'] });
    expect(await deliver('2023-01-02..2023-01-03', { isTroubled: true })).toMatchObject({ compared: [] });
    expect(pagesRead(bench)).toBe(1);
  }));

test('a fault on the third page does not end the attempt', () =>
  withActivities(async (bench) => {
    exportDays(bench, THREE_PAGES);
    bench.simulator.faults.plan({ on: 'days', after: 2, does: answer({ status: 503 }) });
    const deliver = await oneWorker(bench);
    expect(await deliver(LAST_DAYS)).toMatchObject(delivered('2022-06-28', '2022-06-29', '2022-06-30'));
    expect(pagesRead(bench)).toBe(4);
  }));

test('a list that fails is not shared: the next attempt reads it whole', () =>
  withActivities(async (bench) => {
    exportDays(bench, THREE_PAGES);
    bench.simulator.faults.plan({ on: 'days', after: 2, times: 2, does: answer({ status: 503 }) });
    const deliver = await oneWorker(bench);
    expect(await failureOf(deliver(FIRST_DAYS))).toMatchObject({ type: 'Unavailable' });
    expect(await deliver(FIRST_DAYS)).toMatchObject(delivered('2020-01-01', '2020-01-02', '2020-01-03'));
    expect(pagesRead(bench)).toBe(4 + 3);
  }));

test('files that appear while the list is read are on its last page, or in the next list', () =>
  withActivities(async (bench) => {
    exportDays(bench, THREE_PAGES);
    bench.simulator.setJobLife(instantly());
    for (const [after, gate] of [
      [1, 'second'],
      [2, 'third'],
    ] as const) {
      bench.simulator.faults.plan({ on: 'days', after, does: hold(gate, gate === 'second' ? 'late' : 'first') });
    }
    const deliver = await oneWorker(bench);
    const first = deliver(FIRST_DAYS);
    await bench.simulator.faults.reached('second');
    createJob(bench, LATER);
    bench.simulator.faults.release('second');
    await bench.simulator.faults.reached('third');
    createJob(bench, '2023-02-01..2023-02-03');
    bench.simulator.faults.release('third');

    expect(await first).toMatchObject(delivered('2020-01-01', '2020-01-02', '2020-01-03'));
    expect(await deliver(LATER)).toMatchObject(delivered('2023-01-01', '2023-01-02', '2023-01-03'));
    expect(pagesRead(bench)).toBe(3);
    expect(await deliver('2023-02-01..2023-02-03')).toMatchObject(delivered('2023-02-01', '2023-02-02', '2023-02-03'));
    expect(pagesRead(bench)).toBe(6);
  }));
