import { finalSince, statusAt, type DayCourse, type Span } from './day-course';
import { isFinal } from './day-status';
import type { JobLife } from './job-life';

/** A valid create request. */
export interface CreateJobRequest {
  readonly resourceType: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly friendlyName: string;
  readonly webhookUrl: string | null;
  readonly webhookMethod: string | null;
  readonly email: string | null;
}

/** One day of a job. */
export interface DayOfJob {
  readonly day: string;
  /** The number of requests for the day, this job included; it determines the state of the records in the file. */
  readonly generation: number;
  /** The number of records in the file; absent for the default. */
  readonly records: number | undefined;
  course: DayCourse;
}

/** A job and all that becomes of it. */
export interface Job {
  readonly request: CreateJobRequest;
  readonly accountSid: string;
  readonly jobSid: string;
  /** The place of the job among all jobs ever created, from 1. */
  readonly number: number;
  readonly createdAtMs: number;
  readonly life: JobLife;
  readonly days: readonly DayOfJob[];
  span: Span;
  deletedAtMs?: number;
  isForgotten: boolean;
  /** When an answer first showed every day of the job as final. */
  shownOverAtMs?: number;
}

/** The status of a day at Twilio; for a day that moves by requests, as the last request showed it. */
export function statusOf(job: Job, { course }: DayOfJob, nowMs: number): string {
  return statusAt(course, job.span, nowMs);
}

/** Since when a day of the job is final, or undefined while it is not; a day file is made at that moment. */
export function finalSinceOf(job: Job, { course }: DayOfJob, nowMs: number): number | undefined {
  return finalSince(course, job.span, nowMs);
}

/** Whether every day of the job is final. */
export function isOver(job: Job, nowMs: number): boolean {
  return job.days.every((day) => isFinal(statusOf(job, day, nowMs)));
}

/** Since when every day of the job is final, or undefined while one is not. */
export function overSince(job: Job, nowMs: number): number | undefined {
  let latestMs = job.createdAtMs;
  for (const day of job.days) {
    const finalMs = finalSinceOf(job, day, nowMs);
    if (finalMs === undefined) return undefined;
    latestMs = Math.max(latestMs, finalMs);
  }
  return latestMs;
}
