import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SurveyArchiveInput } from '../../../src/activities/survey/survey-range';
import { createArchive } from '../../../src/archive/create-archive';
import { openStore } from '../../../src/archive/stores/open-store';
import { entriesOf } from '../../../src/domain/days/day-map';
import { unpackDayMap } from '../../../src/domain/days/packed-day-map';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { HOUR, NOON } from '../../domain/support/instants';
import { useFolders } from '../../archive/support/archive-places';
import { archiveIn } from '../../archive/support/deliveries';
import { days } from '../../support/days';
import { ACCOUNT, cancelled, failureOf, withActivities, type ActivityBench } from '../support/activity-bench';

const { newFolder } = useFolders();
const FIRST = { resourceType: 'Messages', day: days('2024-03-01').startDay } as const;
const SECOND = { resourceType: 'Messages', day: days('2024-03-02').startDay } as const;

function inputOf(archive: string, schedule?: SurveyArchiveInput['schedule']): SurveyArchiveInput {
  const range = days('2024-03-01..2024-03-04');
  return { account: ACCOUNT, resourceType: 'Messages', range, archive, options: DEFAULT_OPTIONS, schedule };
}

async function survey({ activities }: ActivityBench, input: SurveyArchiveInput) {
  return entriesOf(unpackDayMap(await activities().surveyArchive(input)));
}

/** An archive in which one day is empty and the next one was given up. */
async function usedArchive(): Promise<string> {
  const folder = await newFolder();
  const archive = archiveIn(openStore(folder));
  await archive.deliverEmpty(FIRST, { fetchedAtMs: NOON });
  const facts = { reason: 'exhausted', attempts: 3, nextTryAtMs: NOON + HOUR, notedAtMs: NOON };
  await archive.recordMissing(SECOND, facts);
  return folder;
}

test('a folder that does not exist is made, and holds nothing', () =>
  withActivities(async (bench) => {
    const folder = join(await newFolder(), 'new', 'archive');
    expect(await survey(bench, inputOf(folder))).toEqual([{ range: days('2024-03-01..2024-03-04'), value: 'nothing' }]);
    expect(bench.requests()).toEqual([]);
  }));

test('an export of named days goes by receipts, a scheduled one by notes too', () =>
  withActivities(async (bench) => {
    const folder = await usedArchive();
    const empty = { range: days('2024-03-01'), value: 'empty' };
    expect(await survey(bench, inputOf(folder))).toEqual([empty, { range: days('2024-03-02..2024-03-04'), value: 'nothing' }]);
    expect(await survey(bench, inputOf(folder, { nowMs: NOON, lookback: 0 }))).toEqual([
      empty,
      { range: days('2024-03-02'), value: { reason: 'exhausted', attempts: 3 } },
      { range: days('2024-03-03..2024-03-04'), value: 'nothing' },
    ]);
  }));

test('a place that cannot be an archive ends the export', () =>
  withActivities(async ({ activities }) => {
    const failure = await failureOf(activities().surveyArchive(inputOf('s3://')));
    expect(failure).toMatchObject({ type: 'BadInput', nonRetryable: true });
  }));

test('a file in the place of the folder is refused, and tried again', () =>
  withActivities(async ({ activities }) => {
    const folder = await newFolder();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'file'), '');
    const failure = await failureOf(activities().surveyArchive(inputOf(join(folder, 'file'))));
    expect(failure).toMatchObject({ type: 'ArchiveRefused', nonRetryable: false, nextRetryDelay: DEFAULT_OPTIONS.pollMinMs });
  }));

test('the archive of another account is refused', () =>
  withActivities(async ({ activities }) => {
    const folder = await newFolder();
    const other = createArchive(openStore(folder), `AC${'f'.repeat(32)}`);
    await other.deliverEmpty(FIRST, { fetchedAtMs: NOON });
    const failure = await failureOf(activities().surveyArchive(inputOf(folder)));
    expect(failure).toMatchObject({ type: 'ArchiveForeign', nonRetryable: false });
  }));

test('a cancelled attempt ends with the reason of the cancellation', () =>
  withActivities(async ({ activities }) => {
    const reason = new Error('cancelled');
    const input = inputOf(await newFolder());
    await expect(activities(cancelled(reason)).surveyArchive(input)).rejects.toBe(reason);
  }));
