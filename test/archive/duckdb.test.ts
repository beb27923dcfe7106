import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { join } from 'node:path';
import { openStore } from '../../src/archive/open-store';
import { withSimulator } from '../support/with-simulator';
import { useFolders } from './support/archive-places';
import { archiveIn, deliverAll, surveyOf } from './support/deliveries';

const { newFolder } = useFolders();

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

async function deliverMarch(archiveFolder: string): Promise<Record<string, string | number>> {
  const archive = archiveIn(openStore(archiveFolder));
  await withSimulator(async (simulator) => {
    simulator.day('2024-03-02').isEmpty();
    simulator.day('2024-03-03').hasRecords(2_000);
    await deliverAll(simulator, archive, '2024-03-01..2024-03-05');
    await archive.giveUp(
      { resourceType: 'Messages', day: '2024-03-06' as never },
      { reason: 'exhausted', attempts: 3, notedAtMs: 0 },
    );
  });
  return surveyOf(archive, '2024-03-01..2024-03-05');
}

test('DuckDB reads an archive as it is, with the day as a partition column and the counts of the receipts', async () => {
  const archive = join(await newFolder(), 'archive');
  const receipts = await deliverMarch(archive);

  const counted = await query(
    `SELECT day, count(*)::INT AS records FROM read_json('${archive}/Messages/day=*/records.json.gz')
     GROUP BY day ORDER BY day`,
  );

  const withRecords = Object.entries(receipts).filter(([, records]) => records !== 0);
  expect(counted).toEqual(withRecords.map(([day, records]) => ({ day, records })));
  expect(withRecords).toHaveLength(4);
});

test('the day is a date by which DuckDB skips files', async () => {
  const archive = join(await newFolder(), 'archive');
  await deliverMarch(archive);

  const [plan] = await query(
    `EXPLAIN ANALYZE SELECT count(*) FROM read_json('${archive}/Messages/day=*/records.json.gz')
     WHERE day = DATE '2024-03-03'`,
  );
  expect(JSON.stringify(plan)).toMatch(/Scanning Files: 1\/4/);
});

test('the receipts tell which days have no records', async () => {
  const archive = join(await newFolder(), 'archive');
  await deliverMarch(archive);

  expect(
    await query(
      `SELECT day::VARCHAR AS day, records::INT AS records FROM read_json('${archive}/Messages/day=*/_receipt.json')
       WHERE records = 0`,
    ),
  ).toEqual([{ day: '2024-03-02', records: 0 }]);
});
