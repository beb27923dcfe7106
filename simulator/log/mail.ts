import { overSince, type Job } from '../jobs/job';

/** A mail that Twilio would have sent. */
export interface Mail {
  readonly jobSid: string;
  readonly about: 'start' | 'end';
  /** The address in the create request, or the default receiver. */
  readonly to: string;
  /** By the simulator's clock. */
  readonly atMs: number;
}

/** The mails of a job: one to the account's people when it is created, one to its `Email` when it is over. */
export function mailsOf(job: Job, nowMs: number): readonly Mail[] {
  const { jobSid, createdAtMs, deletedAtMs, request } = job;
  const overMs = deletedAtMs === undefined ? overSince(job, nowMs) : undefined;
  const start = { jobSid, about: 'start', to: 'owners and admins', atMs: createdAtMs } as const;
  if (request.email === null || overMs === undefined) return [start];
  return [start, { jobSid, about: 'end', to: request.email, atMs: overMs }];
}
