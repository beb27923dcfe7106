import type { DeleteJobInput, Deletion } from '../activities/at-twilio/delete-job';
import type { JobInput, ListInput, PackedList } from '../activities/at-twilio/read-at-twilio';
import type { JobSnapshot } from '../domain/twilio/job-snapshot';
import { once, orProblem, type Read } from './once';

/** List jobs at Twilio, once; `jobs list` waits for the result. */
export function listJobs(input: ListInput): Promise<Read<PackedList>> {
  return orProblem(once.listJobs(input));
}

/** List day files at Twilio, once; `days list` waits for the result. */
export function listDays(input: ListInput): Promise<Read<PackedList>> {
  return orProblem(once.listDays(input));
}

/** Read a job at Twilio, once; `jobs show` waits for the result. */
export function readJob(input: JobInput): Promise<Read<JobSnapshot>> {
  return orProblem(once.readJob(input));
}

/** Delete a job at Twilio, once; `jobs delete` waits for the answer. */
export function deleteJob(input: DeleteJobInput): Promise<Read<Deletion>> {
  return orProblem(once.deleteJob(input));
}
