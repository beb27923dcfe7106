import type { RetryAfterWatch } from '../accounts/retry-after-watch';
import { dayAt } from '../calendar';
import { overSince, statusOf, type Job } from '../jobs/job';
import type { JobStore } from '../jobs/job-store';
import type { QuotaLog } from '../jobs/quota-log';
import { OPERATIONS, type Operation } from '../wire/route';
import type { RequestLogEntry } from './request-log';

/** What the simulator truly saw, whatever its client believes. */
export interface Report {
  readonly calls: Readonly<Record<Operation, number>>;
  /** A create whose answer was lost, but whose job exists, is an accepted one. */
  readonly creates: { readonly accepted: number; readonly refused: number };
  /** Refused creates whose days were more than the quota had left. */
  readonly refusedForQuota: number;
  /** Requested days, counted once per request. */
  readonly requestedDays: number;
  /** The same by the UTC day of the request, over all accounts. */
  readonly requestedDaysByUtcDay: Readonly<Record<string, number>>;
  /**
   * Days asked for while an earlier job of the account ran over them, or had an outcome worth having, as `Messages/2024-03-02`,
   * once for each time.
   */
  readonly daysRequestedTwice: readonly string[];
  /** The days by the outcome of the latest job over them; each day of an account and type counts once. */
  readonly exportedDays: number;
  readonly emptyDays: number;
  readonly failedDays: number;
  readonly deletedDays: number;
  readonly unfinishedDays: number;
  /** From the end of a job to the first answer that showed it, over the jobs whose end was shown. */
  readonly latenessMs: { readonly jobs: number; readonly mean: number; readonly max: number };
  /** Calls that came in before a `Retry-After` was over. */
  readonly rateLimitViolations: number;
}

/** Where a report is read from. */
interface ReportSources {
  readonly jobs: JobStore;
  readonly requests: readonly RequestLogEntry[];
  readonly quotaLog: QuotaLog;
  readonly retryAfterWatch: RetryAfterWatch;
}

/** Count up to this instant what the logs hold. */
export function reportOf({ jobs, requests, quotaLog, retryAfterWatch }: ReportSources, nowMs: number): Report {
  const calls = callsOf(requests);
  const statuses = jobs.record.latest().map(({ job, day }) => statusOf(job, day, nowMs));
  const count = (status: string): number => statuses.filter((other) => other === status).length;
  const outcomes = {
    exportedDays: count('Completed'),
    emptyDays: count('CompletedEmptyRecords'),
    failedDays: count('Failed'),
    deletedDays: count('DeletedByUserRequest'),
  };
  const ended = Object.values(outcomes).reduce((sum, days) => sum + days, 0);

  const accepted = jobs.all().length;
  return {
    calls,
    creates: { accepted, refused: calls.create - accepted },
    refusedForQuota: quotaLog.refusals(),
    requestedDays: jobs.all().reduce((sum, job) => sum + job.days.length, 0),
    requestedDaysByUtcDay: requestedDaysByUtcDay(jobs.all()),
    daysRequestedTwice: jobs.record.needless().map(({ job, day }) => `${job.request.resourceType}/${day.day}`),
    ...outcomes,
    unfinishedDays: statuses.length - ended,
    latenessMs: latenessOf(jobs.all(), nowMs),
    rateLimitViolations: retryAfterWatch.violations(),
  };
}

function callsOf(requests: readonly RequestLogEntry[]): Record<Operation, number> {
  const count = (operation: Operation): number => requests.filter((request) => request.operation === operation).length;
  return Object.fromEntries(OPERATIONS.map((operation) => [operation, count(operation)])) as Record<Operation, number>;
}

function requestedDaysByUtcDay(jobs: readonly Job[]): Record<string, number> {
  const requested: Record<string, number> = {};
  for (const { createdAtMs, days } of jobs) {
    const utcDay = dayAt(createdAtMs);
    requested[utcDay] = (requested[utcDay] ?? 0) + days.length;
  }
  return requested;
}

function latenessOf(jobs: readonly Job[], nowMs: number): Report['latenessMs'] {
  const lateness = jobs.flatMap((job) => {
    const overMs = overSince(job, nowMs);
    return overMs === undefined || job.shownOverAtMs === undefined ? [] : [job.shownOverAtMs - overMs];
  });
  const sum = lateness.reduce((total, ms) => total + ms, 0);
  return { jobs: lateness.length, mean: sum / Math.max(lateness.length, 1), max: Math.max(0, ...lateness) };
}
