import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { noopMetricMeter } from '@temporalio/common';
import { archivedAs } from '../../../src/activities/survey/archived-as';
import { deliverDay } from '../../../src/activities/delivery/deliver-day';
import { openStore } from '../../../src/archive/stores/open-store';
import { verifyArchive } from '../../../src/archive/verify/verify-archive';
import type { ArrivingFile, BulkExportApi, DayLink } from '../../../src/bulk-export/port';
import type { Day } from '../../../src/domain/days/day-range';
import { useFolders } from '../../archive/support/archive-places';
import { archiveIn } from '../../archive/support/deliveries';
import { days } from '../../support/days';

const { newFolder } = useFolders();
const DAY = '2024-03-01' as Day;
const NOW_MS = Date.UTC(2024, 2, 10);
const ARRAY = gzipSync('[{"sid":"SM1"},{"sid":"SM2"}]');
const LINES = gzipSync('{"sid":"SM1"}\n');
const CUT = LINES.subarray(0, -3);
const PAGE = Buffer.from('<html>We will be right back</html>');

/** An API that gives out these files, one for each link; the last one again and again. */
function apiWith(files: readonly Buffer[]): { readonly api: BulkExportApi; downloads: number } {
  const served = { downloads: 0 };
  const openFile = (): Promise<ArrivingFile> => {
    const file = files[Math.min(served.downloads, files.length - 1)]!;
    served.downloads += 1;
    const bytes = (async function* () {
      yield await Promise.resolve(file);
    })();
    return Promise.resolve({
      bytes,
      contentLength: file.length,
      isAccountChecked: false,
      createdAtMs: undefined,
      close: () => undefined,
    });
  };
  const link = { createdAtMs: undefined } as DayLink;
  const linkDay = () => Promise.resolve({ value: link, nowMs: NOW_MS });
  return Object.assign(served, { api: { openFile, linkDay } as unknown as BulkExportApi });
}

async function deliverInto(folder: string, files: readonly Buffer[], listed = files[0]!.length) {
  const archive = archiveIn(openStore(folder));
  const served = apiWith(files);
  const context = {
    api: served.api,
    archive,
    files: [{ day: DAY, size: listed, createdOn: DAY }] as never,
    clockMs: () => NOW_MS,
    signal: new AbortController().signal,
    sleep: () => Promise.resolve(),
    meter: noopMetricMeter,
  };
  const ofDay = { resourceType: 'Messages', day: DAY, madeAfterMs: 0, jobSid: 'JS1' } as const;
  const delivery = await deliverDay(context, ofDay);
  return { delivery, downloads: served.downloads, archive };
}

const daysFolder = (folder: string) => join(folder, 'Messages', `day=${DAY}`);

test('a file that came twice as the same bytes and is no JSON lines is kept aside with why, and its day is unreadable', async () => {
  const folder = await newFolder();
  const { delivery, downloads } = await deliverInto(folder, [ARRAY]);

  expect(delivery).toEqual({
    day: DAY,
    kind: 'unreadable',
    message: 'The file of Messages 2024-03-01 is complete but unreadable: line 1 is not a JSON object.',
  });
  expect(downloads).toBe(3);
  expect((await readdir(daysFolder(folder))).sort()).toEqual(['_rejected.bytes', '_rejected.json']);
  expect((await readFile(join(daysFolder(folder), '_rejected.bytes'))).equals(ARRAY)).toBe(true);
  expect(JSON.parse(await readFile(join(daysFolder(folder), '_rejected.json'), 'utf8'))).toMatchObject({
    resourceType: 'Messages',
    day: DAY,
    reason: 'notRecords',
    flaw: 'line 1 is not a JSON object',
    bytes: ARRAY.length,
    sha256: createHash('sha256').update(ARRAY).digest('hex'),
    jobSid: 'JS1',
  });
});

test('the same bytes are known at once the next time, and a file that can be read takes their place', async () => {
  const folder = await newFolder();
  await deliverInto(folder, [ARRAY]);
  expect(await deliverInto(folder, [ARRAY])).toMatchObject({ delivery: { kind: 'unreadable' }, downloads: 1 });
  expect((await deliverInto(folder, [LINES])).delivery).toMatchObject({ kind: 'delivered', records: 1 });
  expect((await readdir(daysFolder(folder))).sort()).toEqual(['_receipt.json', 'records.json.gz']);
});

test.each<[string, readonly Buffer[], object]>([
  ['is cut', [CUT], { kind: 'unusable' }],
  ['is a page of HTML', [PAGE], { kind: 'unusable' }],
  ['is something else each time', [ARRAY, gzipSync('[1]')], { kind: 'unusable' }],
  ['was odd once', [ARRAY, LINES], { kind: 'delivered' }],
  ['is something else the third time', [ARRAY, ARRAY, LINES], { kind: 'unusable' }],
])('a file that %s is fetched again as before, and nothing is kept aside', async (_name, files, told) => {
  const folder = await newFolder();
  const { delivery } = await deliverInto(folder, files, 0);
  expect(delivery).toMatchObject(told);
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => /_rejected|partial/.test(name))).toEqual([]);
});

test('an unreadable day is not requested again by a later export, and verify names it without a repair', async () => {
  const folder = await newFolder();
  const { archive } = await deliverInto(folder, [ARRAY]);
  await archive.recordMissing({ resourceType: 'Messages', day: DAY }, { reason: 'unreadable', attempts: 1, notedAtMs: NOW_MS });
  for await (const archived of archive.survey('Messages', days(DAY))) {
    const missing = { reason: 'unreadable', attempts: 1 };
    expect(archivedAs(archived)).toEqual(missing);
    expect(archivedAs(archived, { nowMs: NOW_MS + 86_400_000_000, lookback: 0 })).toEqual(missing);
  }
  const { findings, repair } = await verifyArchive(openStore(folder), 'Messages', undefined);
  expect(findings).toMatchObject([{ kind: 'rejected', sentence: expect.stringContaining('_rejected.bytes') as string }]);
  expect(repair).toEqual([]);
});
