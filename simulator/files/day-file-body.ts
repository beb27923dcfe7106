import { pipeline, Readable } from 'node:stream';
import { constants, createGzip, gzipSync } from 'node:zlib';
import type { DayOfJob } from '../jobs/job';
import type { View } from '../wire/view';
import type { DayFile } from './day-files';
import { dayRecords, usualRecordCount } from './records/day-records';

/** The bytes of a day file: whole, or made while they are read. */
type DayFileBody = Buffer | (() => Readable);

/**
 * The gzip of the records of a day, one JSON object per line: the same bytes for every request. A file of more than
 * 10,000 records is made anew for each reader, as fast as it is read, and never whole in memory.
 */
export function dayFileBody(file: DayFile, { emptyDays }: View): DayFileBody {
  if (file.isEmpty) return emptyDays === 'gzipOfNothing' ? gzipSync('') : Buffer.alloc(0);
  const count = recordCount(file);
  return count > MOST_RECORDS_IN_MEMORY ? () => gzipOf(texts(file, count)) : gzipSync([...texts(file, count)].join(''));
}

/** The bytes of a day file, counted once. For a file that is not held in memory that means to make all of it. */
export function dayFileSize(file: DayFile, view: View): Promise<number> {
  if (file.isEmpty) return measure(dayFileBody(file, view));
  const size = sizes.get(file.day) ?? measure(dayFileBody(file, view));
  sizes.set(file.day, size);
  return size;
}

const MOST_RECORDS_IN_MEMORY = 10_000;
const TEXT_LENGTH = 65_536;
const sizes = new WeakMap<DayOfJob, Promise<number>>();

function recordCount({ job, day }: DayFile): number {
  return day.records ?? usualRecordCount(job.accountSid, job.request.resourceType, day.day);
}

/** The lines of a file, in pieces of many lines. */
function* texts({ job, day }: DayFile, count: number): Generator<string> {
  const { accountSid, request } = job;
  const ofDay = { accountSid, resourceType: request.resourceType, day: day.day, count };
  let text = '';
  for (const record of dayRecords({ ...ofDay, generation: day.generation })) {
    text += `${JSON.stringify(record)}\n`;
    if (text.length < TEXT_LENGTH) continue;
    yield text;
    text = '';
  }
  yield text;
}

function gzipOf(lines: Iterable<string>): Readable {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  return pipeline(Readable.from(lines), gzip, () => undefined);
}

async function measure(body: DayFileBody): Promise<number> {
  if (Buffer.isBuffer(body)) return body.length;
  let size = 0;
  for await (const chunk of body()) size += (chunk as Buffer).length;
  return size;
}
