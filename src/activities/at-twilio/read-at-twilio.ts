import { gzipSync } from 'node:zlib';
import { ApplicationFailure } from '@temporalio/common';
import type { Answer } from '../../bulk-export/port';
import { FAILURE } from '../../contract/failure-types';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { activity, noBackoff, type Attempt } from '../attempt/activity';
import type { OpeningInput } from '../attempt/binding';

export interface ListInput extends OpeningInput {
  readonly resourceType: ResourceType;
}

/** A list at Twilio as JSON, gzip and base64: Temporal accepts no result above 2 MB. */
export interface PackedList {
  readonly packed: string;
  /** Twilio's clock, milliseconds since 1970. */
  readonly nowMs: number;
}

export interface JobInput extends OpeningInput {
  readonly jobSid: string;
}

export const listJobs = activity(noBackoff, async ({ api, signal }, { resourceType }: ListInput) =>
  pack(await api.listJobs(resourceType, { signal })),
);

export const listDays = activity(noBackoff, async ({ api, signal }, { resourceType }: ListInput) =>
  pack(await api.listDays(resourceType, { signal })),
);

/** One job. @throws ApplicationFailure of type `Refused` when the account has no such job */
export const readJob = activity(noBackoff, (attempt, { jobSid }: JobInput) => requireJob(attempt, jobSid));

/** The same, within another activity. */
export async function requireJob({ api, signal }: Attempt, jobSid: string): Promise<JobSnapshot> {
  const { value } = await api.fetchJob(jobSid, { signal });
  if (value) return value;
  throw ApplicationFailure.nonRetryable(`Twilio has no job ${jobSid} of account ${api.accountSid}.`, FAILURE.refused);
}

function pack({ value, nowMs }: Answer<readonly object[]>): PackedList {
  return { packed: gzipSync(JSON.stringify(value)).toString('base64'), nowMs };
}
