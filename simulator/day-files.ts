import { createHash } from 'node:crypto';
import { RETENTION_MS } from './calendar';
import { finalSinceOf, statusOf, type DayOfJob, type Job } from './job';

/** A file Twilio holds for a day. */
interface DayFile {
  readonly day: string;
  readonly job: Job;
  readonly createdAtMs: number;
  readonly isEmpty: boolean;
  /** Bytes of the gzip file. */
  readonly size: number;
  /** Sorts as text in the order of generation. */
  readonly key: string;
}

/**
 * The files that jobs left and that are not older than seven days, in order of generation. A day has one file: that of
 * a later job takes the place of an earlier one's.
 */
export function dayFilesOf(jobs: readonly Job[], nowMs: number): readonly DayFile[] {
  const files = jobs
    .flatMap((job) => job.days.flatMap((day) => fileOf(job, day, nowMs)))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const newest = new Map(files.map((file) => [file.day, file]));
  return files.filter((file) => newest.get(file.day) === file);
}

function fileOf(job: Job, day: DayOfJob, nowMs: number): readonly DayFile[] {
  const status = statusOf(job, day, nowMs);
  const createdAtMs = finalSinceOf(job, day, nowMs);
  const isEmpty = status === 'CompletedEmptyRecords';
  if (createdAtMs === undefined || (status !== 'Completed' && !isEmpty)) return [];
  if (nowMs >= createdAtMs + RETENTION_MS) return [];
  const key = [
    String(Math.floor(createdAtMs)).padStart(15, '0'),
    String(job.number).padStart(9, '0'),
    day.day,
  ];
  const size = isEmpty ? EMPTY_GZIP_BYTES : plausibleSize(`${job.order.resourceType}/${day.day}`);
  return [{ day: day.day, job, createdAtMs, isEmpty, size, key: key.join('/') }];
}

const EMPTY_GZIP_BYTES = 20;

/** The same for the same day, and different from day to day. */
function plausibleSize(name: string): number {
  return 400 + (createHash('md5').update(name).digest().readUInt32BE() % 1_000_000);
}
