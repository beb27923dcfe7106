import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { contentOf } from '../../../src/archive/days/check-day-file';
import { openStore } from '../../../src/archive/stores/open-store';
import { parseDay } from '../../../src/domain/days/day-range';
import { withSimulator } from '../../support/with-simulator';
import { useFolders } from '../support/archive-places';
import { archiveIn, deliverAll, surveyOf } from '../support/deliveries';

const { newFolder } = useFolders();

const DOCUMENT = readFileSync(join(__dirname, '../../../docs/reading-the-archive.md'), 'utf8');

/** The statements that the document gives for DuckDB, on an archive that is elsewhere. */
function documented(folder: string): string[] {
  const [, section = ''] = DOCUMENT.split('## DuckDB\n');
  const blocks = section.split('\n## ')[0]!.matchAll(/```sql\n(.*?)```/gs);
  return [...blocks].map(([, sql = '']) => sql.replaceAll("'archive/", `'${folder}/archive/`));
}

/** The rows of a query, as JSON. */
async function query(sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** An archive of five days, one of them without records, and of one that was given up; the records of each. */
async function deliverMarch(folder: string): Promise<[day: string, records: string | number][]> {
  const archive = archiveIn(openStore(join(folder, 'archive')));
  await withSimulator(async (simulator) => {
    simulator.day('2024-03-02').isEmpty();
    simulator.day('2024-03-03').hasRecords(2_000);
    await deliverAll(simulator, archive, '2024-03-01..2024-03-05');
    const day = parseDay('2024-03-06');
    await archive.recordMissing({ resourceType: 'Messages', day }, { reason: 'exhausted', attempts: 3, notedAtMs: 0 });
  });
  return Object.entries(await surveyOf(archive, '2024-03-01..2024-03-05'));
}

test('DuckDB reads an archive as it is, with the day as a partition column and the counts of the receipts', async () => {
  const folder = await newFolder();
  const receipts = await deliverMarch(folder);
  const [counting = ''] = documented(folder);

  const counted = await query(counting);

  const withRecords = receipts.filter(([, records]) => records !== 0);
  expect(withRecords).toHaveLength(4);
  expect(counted).toEqual(withRecords.map(([day, records]) => ({ day, records: String(records) })));
});

test('the other documented statements for DuckDB work, and the receipts are as the records', async () => {
  const folder = await newFolder();
  await deliverMarch(folder);
  const [, byDirection = '', differing = ''] = documented(folder);

  const segments = await query(byDirection);
  expect(segments.length).toBeGreaterThan(1);
  for (const row of segments) expect(Number(row['segments'])).toBeGreaterThan(0);
  expect(await query(differing)).toEqual([]);
  expect((await query(differing.replace('<>', '>='))).map(({ day }) => day).sort()).toEqual([
    '2024-03-01',
    '2024-03-02',
    '2024-03-03',
    '2024-03-04',
    '2024-03-05',
  ]);
});

test('the day is a date by which DuckDB skips files', async () => {
  const folder = await newFolder();
  await deliverMarch(folder);

  const [plan] = await query(
    `EXPLAIN ANALYZE SELECT count(*) FROM read_json('${folder}/archive/Messages/day=*/records.json.gz')
     WHERE day = DATE '2024-03-03'`,
  );
  expect(JSON.stringify(plan)).toMatch(/Scanning Files: 1\/4/);
});

test('DuckDB reads what is taken although it is odd: a byte order mark, several members, CRLF', async () => {
  const folder = await newFolder();
  const two = '{"sid":"SM1"}\r\n\n{"sid":"SM2"}';
  const files = [
    gzipSync(`\ufeff${two}`),
    gzipSync(two),
    Buffer.concat([gzipSync('{"sid":"SM1"}\n'), gzipSync('{"sid":"SM2"}\n')]),
  ];
  for (const [index, file] of files.entries()) {
    expect((await contentOf(Readable.from([file]))).records).toBe(2);
    const path = join(folder, `${index}.json.gz`);
    await writeFile(path, file);
    expect(await query(`SELECT sid FROM read_json('${path}')`)).toEqual([{ sid: 'SM1' }, { sid: 'SM2' }]);
  }
});
