import { createHash } from 'node:crypto';
import { daysOfRange, RETENTION_MS } from '../calendar';
import { afterLook, courseOf, courseToDeletion } from './day-course';
import { createDayRecord, type DayRecord } from './day-record';
import type { DayScripts } from './day-script';
import { isFinal } from './day-status';
import { isOver, overSince, statusOf, type CreateJobRequest, type Job } from './job';
import type { JobLife } from './job-life';
import { moveUp, spanInQueue } from './job-queue';

/** All jobs of one simulator, in order of creation; jobs of different accounts know nothing of each other. */
export interface JobStore {
  readonly record: DayRecord;
  all(): readonly Job[];
  create(request: CreateJobRequest, accountSid: string, life: JobLife, nowMs: number): Job;
  /** The jobs Twilio still knows: unfinished ones, and finished ones for seven days. */
  known(accountSid: string, nowMs: number): readonly Job[];
  /** A request shows these jobs: days that move by requests move. */
  look(jobs: readonly Job[], nowMs: number): void;
  /** An answer that showed every day of the job as final has been sent; only the first one counts. */
  shownOver(jobSid: string, sentAtMs: number): void;
  delete(jobSid: string, nowMs: number): void;
  forget(jobSid: string): void;
}

/** A store without jobs; what the scripts say when a job is created holds for that job. */
export function createJobStore(scripts: DayScripts): JobStore {
  const jobs: Job[] = [];
  const record = createDayRecord();

  function jobsOf(accountSid: string): readonly Job[] {
    return jobs.filter((job) => job.accountSid === accountSid);
  }

  function find(jobSid: string): Job {
    const job = jobs.find((candidate) => candidate.jobSid === jobSid);
    if (job === undefined) throw new Error(`The simulator never made a job ${jobSid}.`);
    return job;
  }

  return {
    record,
    all: () => jobs,
    create(request, accountSid, life, nowMs) {
      const { resourceType } = request;
      const days = daysOfRange(request.startDay, request.endDay);
      const number = jobs.length + 1;
      const job: Job = {
        request,
        accountSid,
        jobSid: sidOf(accountSid, number, nowMs),
        number,
        createdAtMs: nowMs,
        life,
        days: days.map((day, index) => {
          const generation = record.of(accountSid, resourceType, day).length + 1;
          const plan = scripts.planOf(day, resourceType, generation);
          return { day, generation, records: plan.records, course: courseOf(life, plan, index, days.length) };
        }),
        span: spanInQueue(life, nowMs, jobsOf(accountSid)),
        isForgotten: false,
      };
      jobs.push(job);
      record.add(job);
      return job;
    },
    known: (accountSid, nowMs) => jobsOf(accountSid).filter((job) => isKnown(job, nowMs)),
    look(shown, nowMs) {
      for (const day of shown.flatMap((job) => job.days)) day.course = afterLook(day.course, nowMs);
    },
    shownOver(jobSid, sentAtMs) {
      find(jobSid).shownOverAtMs ??= sentAtMs;
    },
    delete(jobSid, nowMs) {
      const job = find(jobSid);
      if (job.deletedAtMs !== undefined || isOver(job, nowMs)) return;
      job.deletedAtMs = nowMs;
      for (const day of job.days) {
        const status = statusOf(job, day, nowMs);
        if (!isFinal(status)) day.course = courseToDeletion(status, nowMs);
      }
      moveUp(jobsOf(job.accountSid), nowMs);
    },
    forget(jobSid) {
      find(jobSid).isForgotten = true;
    },
  };
}

/** Different for every job, and the same in a repeated run with the same clock. */
function sidOf(accountSid: string, number: number, nowMs: number): string {
  return `JS${createHash('md5').update(`${accountSid}/${number}/${nowMs}`).digest('hex')}`;
}

function isKnown(job: Job, nowMs: number): boolean {
  const overMs = overSince(job, nowMs);
  return !job.isForgotten && (overMs === undefined || nowMs < overMs + RETENTION_MS);
}
