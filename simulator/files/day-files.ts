import { RETENTION_MS } from '../calendar';
import { finalSinceOf, statusOf, type DayOfJob, type Job } from '../jobs/job';
import type { View } from '../wire/view';

/** A file Twilio holds for a day. */
export interface DayFile {
  readonly job: Job;
  readonly day: DayOfJob;
  readonly createdAtMs: number;
  readonly isEmpty: boolean;
  /** Sorts as text in the order of generation. */
  readonly key: string;
}

/**
 * The files that jobs left and that are not older than seven days, in order of generation. Of a day that was exported again, the
 * later file takes the place of the earlier one, unless there is to be an entry per export.
 */
export function dayFilesOf(jobs: readonly Job[], nowMs: number, entries: View['dayEntries']): readonly DayFile[] {
  const files = filesOf(
    jobs.flatMap((job) => job.days.map((day) => ({ job, day }))),
    nowMs,
  );
  if (entries === 'perExport') return files;
  const newest = new Map(files.map((file) => [file.day.day, file]));
  return files.filter((file) => newest.get(file.day.day) === file);
}

/** The newest file among those that these requests for one day left, or undefined when there is none any more. */
export function newestDayFile(requests: readonly RequestedDay[], nowMs: number): DayFile | undefined {
  return filesOf(requests, nowMs).at(-1);
}

/** Whether a file is no longer kept. */
export function isExpired({ createdAtMs }: DayFile, nowMs: number): boolean {
  return nowMs >= createdAtMs + RETENTION_MS;
}

type RequestedDay = Pick<DayFile, 'job' | 'day'>;

function filesOf(requests: readonly RequestedDay[], nowMs: number): readonly DayFile[] {
  return requests
    .flatMap((request) => fileOf(request, nowMs) ?? [])
    .filter((file) => !isExpired(file, nowMs))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function fileOf({ job, day }: RequestedDay, nowMs: number): DayFile | undefined {
  const status = statusOf(job, day, nowMs);
  const finalMs = finalSinceOf(job, day, nowMs);
  const isEmpty = status === 'CompletedEmptyRecords';
  if (finalMs === undefined || (status !== 'Completed' && !isEmpty)) return undefined;
  const createdAtMs = Math.floor(finalMs);
  const key = [String(createdAtMs).padStart(15, '0'), String(job.number).padStart(9, '0'), day.day];
  return { job, day, createdAtMs, isEmpty, key: key.join('/') };
}
