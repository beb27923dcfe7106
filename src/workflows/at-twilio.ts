import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { DeleteJobInput, Deletion } from '../activities/at-twilio/delete-job';
import type { JobInput, ListInput } from '../activities/at-twilio/read-at-twilio';
import { once, orProblem } from './once';

/** List jobs at Twilio, once; `jobs list` waits for the result. */
export const listJobs = (input: ListInput) => orProblem(once.listJobs(input));

/** List day files at Twilio, once; `days list` waits for the result. */
export const listDays = (input: ListInput) => orProblem(once.listDays(input));

/** Read a job at Twilio, once; `jobs show` waits for the result. */
export const readJob = (input: JobInput) => orProblem(once.readJob(input));

/** Delete a job at Twilio, once; `jobs delete` waits for the answer. A refusal of the worker is an answer. */
export const deleteJob = (input: DeleteJobInput) => orProblem(once.deleteJob(input).catch(refusalIn));

/** @throws any other error, after which Twilio may have deleted the job */
function refusalIn(error: unknown): Deletion {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && cause.nonRetryable) return { isAccepted: false, answer: cause.message };
  throw error;
}
