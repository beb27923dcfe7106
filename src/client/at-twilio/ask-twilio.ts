import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Client } from '@temporalio/client';
import { jobDeletionUpdate, type JobDeletion } from '../../contract/messages';
import type { DayFile, JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { AccountPlace } from '../../domain/request/export-request';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type * as workflows from '../../workflows/once';
import { sendToExport } from '../exports/send-to-export';
import { askWorker, type Answer } from '../preview/ask-worker';
import { CommandError } from '../send-command';
import type { OwnedJob } from './job-owners';

type Questions = Pick<typeof workflows, 'listJobs' | 'listDays' | 'readJob' | 'deleteJob'>;

export type FromTwilio<Type extends keyof Questions> = Exclude<Answer<Type>, { readonly problem: string }>;

interface Lists {
  readonly listJobs: readonly JobSnapshot[];
  readonly listDays: readonly DayFile[];
}

/** Ask Twilio through a worker. @throws CommandError with the error of Twilio, or when no worker responds */
export async function askTwilio<Type extends keyof Questions>(
  client: Client,
  { account, taskQueue }: AccountPlace,
  workflowType: Type,
  about: Omit<Parameters<Questions[Type]>[0], 'account'>,
): Promise<FromTwilio<Type>> {
  const workflowId = `${workflowType}-${account}-${randomUUID()}`;
  const input = { account, ...about } as Parameters<Questions[Type]>[0];
  const answer = await askWorker(client, taskQueue, { workflowType, workflowId, input });
  if ('problem' in answer) throw new CommandError(answer.problem);
  return answer as FromTwilio<Type>;
}

/** A whole list at Twilio, with Twilio's clock, milliseconds since 1970. @throws CommandError likewise */
export async function readList<T extends keyof Lists>(client: Client, place: AccountPlace, type: T, resourceType: ResourceType) {
  const { packed, nowMs } = await askTwilio<keyof Lists>(client, place, type, { resourceType });
  return { items: JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as Lists[T], nowMs };
}

/** Delete a job at Twilio, recorded by its running exports, which are returned. Nothing is deleted when one does not respond. */
export async function deleteJob(
  client: Client,
  place: AccountPlace,
  { jobSid, creator, adopters }: OwnedJob,
  reason: string | undefined,
): Promise<FromTwilio<'deleteJob'> & { readonly exports: readonly string[] }> {
  const deletion = { jobSid, by: client.options.identity, reason };
  const exports = [creator, ...adopters].flatMap((each) => (each?.state === 'running' ? each.workflowId : []));
  const record = async (answer?: string) => {
    const args: [JobDeletion] = [{ ...deletion, answer }];
    for (const id of exports) await sendToExport(client, id, (handle) => handle.executeUpdate(jobDeletionUpdate, { args }));
  };
  const untold = await record().then(() => undefined, messageOf);
  if (untold !== undefined) return { isAccepted: false, answer: `Not deleted. ${untold}`, exports: [] };
  const deleted = await askTwilio(client, place, 'deleteJob', deletion).catch((error: unknown) => ({
    isAccepted: undefined,
    answer: `Twilio may have deleted the job. ${messageOf(error)}`,
  }));
  await record(deleted.answer).catch(() => undefined); // the export may have ended with the job
  return { ...deleted, exports };
}

/** @throws any error but a CommandError */
function messageOf(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  throw error;
}
