import { isOver, type Job } from './job';

/** A job as those who watch the simulator see it. */
export interface JobSummary {
  readonly jobSid: string;
  readonly resourceType: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly friendlyName: string;
  readonly accountSid: string;
  readonly createdAtMs: number;
  /** Whether every day of it is final. */
  readonly isOver: boolean;
  /** When it was deleted, if it was before it was over. */
  readonly deletedAtMs?: number;
  /** Whether Twilio knows it no more. */
  readonly isForgotten: boolean;
}

/** A job as it is at an instant. */
export function summaryOf(job: Job, nowMs: number): JobSummary {
  const { request, jobSid, accountSid, createdAtMs, deletedAtMs, isForgotten } = job;
  const { resourceType, startDay, endDay, friendlyName } = request;
  return {
    jobSid,
    resourceType,
    startDay,
    endDay,
    friendlyName,
    accountSid,
    createdAtMs,
    isOver: isOver(job, nowMs),
    ...(deletedAtMs !== undefined && { deletedAtMs }),
    isForgotten,
  };
}
