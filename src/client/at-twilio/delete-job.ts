import type { Client } from '@temporalio/client';
import { jobDeletionUpdate, type JobDeletion } from '../../contract/messages';
import { sendToExport } from '../exports/send-to-export';
import { CommandError } from '../send-command';
import { askTwilio, type FromTwilio } from './ask-twilio';
import type { OwnedJob } from './job-owners';

/**
 * Delete a job at Twilio. Who, why and Twilio's answer go into the history of the running exports it belongs to, which are
 * returned. Nothing is deleted when one of them does not respond.
 */
export async function deleteJob(
  client: Client,
  account: string,
  { jobSid, creator, adopters }: OwnedJob,
  reason: string | undefined,
): Promise<FromTwilio<'deleteJob'> & { readonly exports: readonly string[] }> {
  const deletion = { jobSid, by: client.options.identity, reason };
  const running = [creator, ...adopters].filter((each) => each?.state === 'running');
  const exports = running.flatMap((each) => each?.workflowId ?? []);
  const record = async (answer?: string) => {
    const args: [JobDeletion] = [{ ...deletion, answer }];
    for (const id of exports) await sendToExport(client, id, (handle) => handle.executeUpdate(jobDeletionUpdate, { args }));
  };
  const untold = await record().then(() => undefined, messageOf);
  if (untold !== undefined) return { isAccepted: false, answer: `Not deleted. ${untold}`, exports: [] };
  const deleted = await askTwilio(client, 'deleteJob', { account, ...deletion }).catch((error: unknown) => ({
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
