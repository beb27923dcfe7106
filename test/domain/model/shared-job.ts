import { dayOf, daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import type { DayStatus, JobSnapshot, StatusGroup } from '../../../src/domain/twilio/job-snapshot';
import type { ResourceType } from '../../../src/domain/twilio/resource-type';
import { DAY, MINUTE } from '../support/instants';
import type { Fate } from '../support/naive-twilio';

/** A job at a Twilio that several share; how it stands follows from the time alone. */
export interface SharedJob {
  readonly jobSid: string;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly friendlyName: string;
  readonly createdAtMs: number;
  readonly createdOn: Day;
  /** How each day ends, and when, unless the job is deleted before. */
  readonly endings: Map<Day, Ending>;
  deletedAtMs?: number;
}

interface Ending {
  readonly status: Fate[number];
  readonly atMs: number;
}

/** How much the job list tells of the days of a job. */
export type Details = 'whole' | 'counts' | 'none';

/** How long day files live, and how long jobs are listed after their end. */
export const KEPT_MS = 7 * DAY;

const QUEUED_MS = MINUTE;
const DAY_TAKES_MS = 10 * MINUTE;
const DELETION_TAKES_MS = MINUTE;

/** A job as it is created: its days end one after the other. */
export function newJob(job: Omit<SharedJob, 'createdOn' | 'endings'>, endingOn: (day: Day) => Fate[number]): SharedJob {
  const endings = daysOf(job.range).map((day, index): [Day, Ending] => [
    day,
    { status: endingOn(day), atMs: job.createdAtMs + QUEUED_MS + (index + 1) * DAY_TAKES_MS },
  ]);
  return { ...job, createdOn: dayOf(job.createdAtMs), endings: new Map(endings) };
}

/** Keep the unfinished days of a job waiting. */
export function stall({ endings }: SharedJob, nowMs: number, ms: number): void {
  for (const [day, { status, atMs }] of endings) {
    if (atMs > nowMs) endings.set(day, { status, atMs: atMs + ms });
  }
}

/** The job as a look shows it that knows what happened until an instant. */
export function snapshotOf(job: SharedJob, asOfMs: number, details: Details): JobSnapshot {
  const { jobSid, range, friendlyName } = job;
  return { jobSid, range, friendlyName, groups: details === 'none' ? [] : groupsOf(job, asOfMs, details) };
}

/** Whether Twilio is still about to export a day in a job. */
export function isUnderWay(job: SharedJob, day: Day, atMs: number): boolean {
  return ['Submitted', 'Running', 'ErrorDuringRun'].includes(statusOn(job, day, atMs));
}

export function isUnfinished(job: SharedJob, atMs: number): boolean {
  return atMs < endOf(job) && [...job.endings.keys()].some((day) => isUnderWay(job, day, atMs));
}

/** When the last day of a job is final. */
export function endOf(job: SharedJob): number {
  return Math.max(...[...job.endings.values()].map((ending) => endsAtMs(job, ending)));
}

/** The day files a job has made by an instant, and when each was made. */
export function filesOf(job: SharedJob, byMs: number): { readonly day: Day; readonly atMs: number }[] {
  return [...job.endings].flatMap(([day, { status, atMs }]) =>
    status === 'Completed' && atMs <= byMs && !isDeletedBefore(job, atMs) ? [{ day, atMs }] : [],
  );
}

function groupsOf(job: SharedJob, asOfMs: number, details: Details): StatusGroup[] {
  const byStatus = new Map<DayStatus, Day[]>();
  for (const day of job.endings.keys()) {
    const status = statusOn(job, day, asOfMs);
    byStatus.set(status, [...(byStatus.get(status) ?? []), day]);
  }
  return [...byStatus].map(([status, days]) => ({ status, count: days.length, ...(details === 'whole' && { days }) }));
}

function statusOn(job: SharedJob, day: Day, atMs: number): DayStatus {
  const ending = job.endings.get(day);
  if (!ending) throw new Error(`${day} is not in ${job.jobSid}.`);
  if (atMs >= endsAtMs(job, ending)) {
    return isDeletedBefore(job, ending.atMs) ? 'DeletedByUserRequest' : ending.status;
  }
  if (isDeletedBefore(job, atMs)) return 'RunningToBeDeleted';
  if (atMs < job.createdAtMs + QUEUED_MS) return 'Submitted';
  return ending.status === 'Failed' ? 'ErrorDuringRun' : 'Running';
}

function endsAtMs(job: SharedJob, { atMs }: Ending): number {
  return isDeletedBefore(job, atMs) ? (job.deletedAtMs ?? 0) + DELETION_TAKES_MS : atMs;
}

function isDeletedBefore({ deletedAtMs = Infinity }: SharedJob, atMs: number): boolean {
  return deletedAtMs <= atMs;
}
