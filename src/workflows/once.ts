import { ActivityFailure, ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { DeleteJobInput, Deletion, JobInput, ListInput } from '../activities/at-twilio';
import type { Examination, ExamineWorkerInput } from '../activities/inspect-worker';
import { FAILURE } from '../contract/failure-types';
import type { ExportSpec } from '../domain/request/export-request';

/** The activities, each with one attempt: a user waits for its result. */
const retry = { maximumAttempts: 1 };
const once = proxyActivities<Activities>({ startToCloseTimeout: '2 minutes', heartbeatTimeout: '10 seconds', retry });

/** A part that could not be read has the cause, a sentence; `isRefused` when the worker does not allow the request. */
export type Read<T> = T | { readonly problem: string; readonly isRefused?: boolean };

/** The result of an activity, or why there is none. */
async function orProblem<T>(reading: Promise<T>): Promise<Read<T>> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    const isRefused = cause instanceof ApplicationFailure && cause.type === FAILURE.badInput;
    return { problem: (cause ?? error).message, ...(isRefused && { isRefused }) };
  }
}

/** Examine a worker of the task queue and what it can reach, once; `doctor` waits for the result. */
export function checkWorker(input: ExamineWorkerInput): Promise<Examination> {
  return once.examineWorker(input);
}

/** Send a test message to each target of the worker, once; `notify test` waits for the result. */
export function checkNotifications({ account }: { readonly account: string }) {
  return once.testNotifications({ account, id: workflowInfo().runId });
}

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

/** Find what an export would find at its start, once; `export --plan` waits for the result. */
export async function previewExport(spec: ExportSpec) {
  const { account, options } = spec;
  const { archive, reexport } = options;
  const [{ quota }, surveyed, archived] = await Promise.all([
    once.examineWorker({ account, archives: [] }),
    orProblem(once.surveyRange(spec)),
    archive === undefined || reexport === 'all' ? undefined : orProblem(once.surveyArchive({ ...spec, archive, isPreview: true })),
  ]);
  return { quota, surveyed, archived };
}
