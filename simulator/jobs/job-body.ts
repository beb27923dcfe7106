import type { View } from '../wire/view';
import { isOver, type Job } from './job';
import { jobDetails } from './job-details';

/** What a response about a job depends on, besides the job. */
interface JobShowing {
  readonly in: 'create' | 'list' | 'fetch';
  readonly view: View;
  readonly nowMs: number;
  /** Every job of the account at Twilio, in order of creation, for the queue position. */
  readonly known: readonly Job[];
}

/** The eleven fields of a job as create and list write them: no status, no dates, no account, no `url`. */
export function jobBody(job: Job, showing: JobShowing): object {
  const { request, jobSid } = job;
  return {
    friendly_name: request.friendlyName,
    resource_type: request.resourceType,
    start_day: request.startDay,
    end_day: request.endDay,
    webhook_url: request.webhookUrl,
    webhook_method: request.webhookMethod,
    email: request.email,
    job_sid: jobSid,
    details: detailsIn(job, showing),
    ...estimatesIn(job, showing),
  };
}

function detailsIn(job: Job, { in: operation, view, nowMs }: JobShowing): unknown {
  const asked = operation === 'create' ? view.detailsOnCreate : view.details;
  if (asked === 'null') return null;
  return jobDetails(job, operation === 'list' ? view.daysInList : view.daysInFetch, view, nowMs);
}

/** The queue position and the estimated end: until the job ends, or always by an option, and always after a create. */
function estimatesIn(job: Job, { in: operation, view, nowMs, known }: JobShowing): object {
  const isKept = operation === 'create' || view.estimatesAtEnd === 'kept' || !isOver(job, nowMs);
  const isTold = view.estimates && isKept;
  const before = isTold ? known.filter((other) => other.number < job.number && !isOver(other, nowMs)).length : 0;
  return { job_queue_position: isTold ? String(before + 1) : null, estimated_completion_time: isTold ? estimatedEnd(job) : null };
}

/** With milliseconds and without a zone, as Twilio writes it; null for a job that moves by requests, not by time. */
function estimatedEnd({ life, span }: Job): string | null {
  return life.pace === 'byLooks' ? null : new Date(span.endMs).toISOString().slice(0, -1);
}
