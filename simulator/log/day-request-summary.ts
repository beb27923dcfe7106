import { finalSinceOf, statusOf } from '../jobs/job';
import type { JobStore } from '../jobs/job-store';

/** One request for a day, and its result. */
export interface DayRequestSummary {
  readonly jobSid: string;
  readonly resourceType: string;
  readonly day: string;
  /** As Twilio knows it, whatever it shows. */
  readonly status: string;
  /** Since when that is final. */
  readonly finalSinceMs?: number;
  /** The earlier job that had the day at the time of this request. */
  readonly needlessBecauseOf?: string;
}

/** All requests for days, in order, with their state at an instant. */
export function dayRequestsOf(jobs: JobStore, nowMs: number): readonly DayRequestSummary[] {
  const earlier = new Map(jobs.record.needless().map((request) => [request.day, request.earlier.jobSid]));
  return jobs.all().flatMap((job) =>
    job.days.map((day) => {
      const finalSinceMs = finalSinceOf(job, day, nowMs);
      const needlessBecauseOf = earlier.get(day);
      return {
        jobSid: job.jobSid,
        resourceType: job.request.resourceType,
        day: day.day,
        status: statusOf(job, day, nowMs),
        ...(finalSinceMs !== undefined && { finalSinceMs }),
        ...(needlessBecauseOf !== undefined && { needlessBecauseOf }),
      };
    }),
  );
}
