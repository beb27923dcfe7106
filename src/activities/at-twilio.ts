import { gzipSync } from 'node:zlib';
import { ApplicationFailure } from '@temporalio/common';
import { BulkExportApiError } from '../bulk-export/api-error';
import type { Answer } from '../bulk-export/port';
import { FAILURE } from '../contract/failure-types';
import { nonceIn } from '../contract/ids';
import type { JobDeletion } from '../contract/messages';
import type { JobSnapshot } from '../domain/twilio/job-snapshot';
import type { ResourceType } from '../domain/twilio/resource-type';
import { activity, noBackoff, type Attempt, type OpeningInput } from './attempt/activity';

export interface ListInput extends OpeningInput {
  readonly resourceType: ResourceType;
}

export interface JobInput extends OpeningInput {
  readonly jobSid: string;
}

export const listJobs = activity(noBackoff, (attempt, input: ListInput) => pack(attempt.api.listJobs(input.resourceType, attempt)));

export const listDays = activity(noBackoff, (attempt, input: ListInput) => pack(attempt.api.listDays(input.resourceType, attempt)));

/** One job. @throws ApplicationFailure of type `Refused` when the account has no such job */
export const readJob = activity(noBackoff, (attempt, { jobSid }: JobInput) => requireJob(attempt, jobSid));

/** The same, within another activity. */
async function requireJob({ api, signal }: Attempt, jobSid: string): Promise<JobSnapshot> {
  const { value } = await api.fetchJob(jobSid, { signal });
  if (value) return value;
  throw ApplicationFailure.nonRetryable(`Twilio has no job ${jobSid} of account ${api.accountSid}.`, FAILURE.refused);
}

/** A list as JSON, gzip and base64, with Twilio's clock (ms since 1970): Temporal accepts no result above 2 MB. */
async function pack(list: Promise<Answer<readonly object[]>>) {
  const { value, nowMs } = await list;
  return { packed: gzipSync(JSON.stringify(value)).toString('base64'), nowMs };
}

export interface DeleteJobInput extends JobInput, Omit<JobDeletion, 'answer'> {}

export interface Deletion {
  readonly isAccepted?: boolean | undefined; // undefined when Twilio's answer is not known
  /** A sentence. */
  readonly answer: string;
  readonly job?: JobSnapshot | undefined;
}

/** Delete a job; that of another client only if the settings of the worker allow it. */
export const deleteJob = activity(noBackoff, async (attempt, { jobSid }: DeleteJobInput): Promise<Deletion> => {
  const { friendlyName } = await requireJob(attempt, jobSid);
  if (nonceIn(friendlyName) === undefined && !attempt.permissions.jobDelete) {
    const refusal = `${jobSid} was created by another client, and this worker does not delete such jobs.`;
    const advice = 'To allow it, set DAYHAUL_ALLOW_JOB_DELETE=true on the worker and restart it.';
    throw ApplicationFailure.nonRetryable(`${refusal} ${advice}`, FAILURE.refused);
  }
  return { ...(await answerTo(attempt, jobSid)), job: (await attempt.api.fetchJob(jobSid, attempt)).value };
});

async function answerTo({ api, signal }: Attempt, jobSid: string): Promise<Deletion> {
  try {
    const isThere = await api.deleteJob(jobSid, { signal });
    return { isAccepted: isThere, answer: isThere ? 'Twilio accepted the deletion.' : 'Twilio no longer has the job.' };
  } catch (error) {
    if (error instanceof BulkExportApiError && error.kind === 'refused') return { isAccepted: false, answer: error.message };
    throw error;
  }
}
