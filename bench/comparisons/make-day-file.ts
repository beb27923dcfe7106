import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { constants, createGzip } from 'node:zlib';
import { dayRecords } from '../../simulator/files/records/day-records';

/** Far more than gzip looks back, so that repeating it makes the file no smaller than other records would. */
const RECORDS_OF_A_BLOCK = 50_000;

/** Write a day file of plausible messages with at least so many bytes; resolves with the number of its records. */
export async function makeDayFile(path: string, leastBytes: number): Promise<number> {
  const block = Buffer.from(
    [
      ...dayRecords({
        accountSid: `AC${'0'.repeat(32)}`,
        resourceType: 'Messages',
        day: '2024-03-01',
        count: RECORDS_OF_A_BLOCK,
        generation: 1,
      }),
    ]
      .map((record) => `${JSON.stringify(record)}\n`)
      .join(''),
  );
  const file = createWriteStream(path);
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  gzip.pipe(file);
  let records = 0;
  while (file.bytesWritten < leastBytes) {
    records += RECORDS_OF_A_BLOCK;
    if (!gzip.write(block)) await once(gzip, 'drain');
  }
  gzip.end();
  await once(file, 'close');
  return records;
}
