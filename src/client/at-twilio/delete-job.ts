import type { Client } from '@temporalio/client';
import { jobDeletionUpdate } from '../../contract/messages';
import { sendToExport } from '../exports/send-to-export';
import { CommandError } from '../send-command';
import { askTwilio, type FromTwilio } from './ask-twilio';
import type { JobExport, OwnedJob } from './job-owners';

/** The running exports that a job belongs to. */
export function affectedExports({ creator, adopters }: OwnedJob): JobExport[] {
  return [creator, ...adopters].filter((each) => each?.state === 'running') as JobExport[];
}

/**
 * Delete a job at Twilio. Who and why, and then Twilio's answer, go into the history of each running export that it belongs to.
 *
 * @throws CommandError before the deletion, when an export does not respond
 */
export async function deleteJob(
  client: Client,
  account: string,
  job: OwnedJob,
  reason: string | undefined,
): Promise<FromTwilio<'deleteJob'>> {
  const deletion = { jobSid: job.jobSid, by: client.options.identity, reason };
  const tell = async (answer?: string) => {
    for (const { workflowId } of affectedExports(job)) {
      await sendToExport(client, workflowId, (handle) =>
        handle.executeUpdate(jobDeletionUpdate, { args: [{ ...deletion, answer }] }),
      );
    }
  };
  await tell();
  const deleted = await askTwilio(client, 'deleteJob', { account, ...deletion }).catch((error: unknown) => {
    if (error instanceof CommandError) return { isAccepted: false, answer: error.message };
    throw error;
  });
  await tell(deleted.answer).catch(() => undefined); // the export may have ended with the job
  return deleted;
}
