import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { ReportExportInput } from '../../../src/activities/delivery/report-export';
import { openStore } from '../../../src/archive/stores/open-store';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { DAY, HOUR, NOON } from '../../domain/support/instants';
import { useFolders } from '../../archive/support/archive-places';
import { archiveIn, jsonOf } from '../../archive/support/deliveries';
import { days } from '../../support/days';
import { cancelled, failureOf, withActivities, type ActivityBench } from '../support/activity-bench';

const { newFolder } = useFolders();
const MISSING_DAY = { resourceType: 'Messages', day: days('2024-03-02').startDay } as const;

/** An export of three days, one of which is missing. */
async function ended({ binding }: ActivityBench): Promise<ReportExportInput> {
  return {
    exportId: 'export-main',
    binding,
    resourceType: 'Messages',
    range: days('2024-03-01..2024-03-03'),
    archive: await newFolder(),
    missing: [{ reason: 'exhausted', attempts: 3, ranges: [days('2024-03-02')] }],
    nowMs: NOON,
    options: DEFAULT_OPTIONS,
  };
}

function noteIn(folder: string) {
  return jsonOf(openStore(folder), 'Messages/day=2024-03-02/_missing.json');
}

function noteOnly(folder: string, nextTryAtMs?: number) {
  const facts = { reason: 'exhausted', attempts: 3, retries: 2, nextTryAtMs, notedAtMs: NOON - DAY };
  return archiveIn(openStore(folder)).recordMissing(MISSING_DAY, facts);
}

test('a missing day gets a note with its next try, and the export a report', () =>
  withActivities(async (bench) => {
    const input = await ended(bench);
    await bench.activities().reportExport(input);
    expect(await noteIn(input.archive)).toMatchObject({
      reason: 'exhausted',
      attempts: 3,
      retries: 0,
      nextTryAt: '2024-05-02T00:00:00.000Z',
    });
    expect(await jsonOf(openStore(input.archive), '_exports/export-main.json')).toMatchObject({
      endedAt: '2024-05-01T12:00:00.000Z',
      delivered: 0,
      missing: [{ startDay: '2024-03-02', endDay: '2024-03-02', reason: 'exhausted' }],
    });
    expect(bench.requests()).toEqual([]);
  }));

test('a second attempt counts no second retry', () =>
  withActivities(async (bench) => {
    const input = { ...(await ended(bench)), isScheduled: true };
    await noteOnly(input.archive, NOON - HOUR);
    await bench.activities().reportExport(input);
    const note = await noteIn(input.archive);
    expect(note).toMatchObject({ retries: 3, nextTryAt: '2024-05-02T00:00:00.000Z' });
    await bench.activities({ number: 2 }).reportExport(input);
    expect(await noteIn(input.archive)).toEqual(note);
  }));

test('a scheduled run leaves the note of a day that was not due', () =>
  withActivities(async (bench) => {
    const input = { ...(await ended(bench)), isScheduled: true };
    const before = await noteOnly(input.archive);
    await bench.activities().reportExport(input);
    expect(await noteIn(input.archive)).toEqual({ ...before });
  }));

test('an export of named days renews that note, and it counts as no retry', () =>
  withActivities(async (bench) => {
    const input = await ended(bench);
    const { retries } = await noteOnly(input.archive);
    await bench.activities().reportExport(input);
    const renewed = { retries, notedAt: '2024-05-01T12:00:00.000Z' };
    expect(await noteIn(input.archive)).toMatchObject(renewed);
  }));

test('an archive that cannot be written is tried again, longer and longer', () =>
  withActivities(async (bench) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    const input = { ...(await ended(bench)), archive: join(folder, 'file') };
    expect(await failureOf(bench.activities({ number: 3 }).reportExport(input))).toMatchObject({
      type: 'ArchiveRefused',
      nonRetryable: false,
      nextRetryDelay: 4 * DEFAULT_OPTIONS.pollMinMs,
    });
  }));

test('a cancelled attempt ends with the reason of the cancellation', () =>
  withActivities(async (bench) => {
    const reason = new Error('cancelled');
    const input = await ended(bench);
    await expect(bench.activities(cancelled(reason)).reportExport(input)).rejects.toBe(reason);
  }));
