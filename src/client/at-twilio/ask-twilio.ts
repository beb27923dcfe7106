import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Client } from '@temporalio/client';
import type { DayFile, JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type * as workflows from '../../workflows/once';
import { askWorker, type Answer } from '../preview/ask-worker';
import { CommandError } from '../send-command';

type Questions = Pick<typeof workflows, 'listJobs' | 'listDays' | 'readJob' | 'deleteJob'>;

export type FromTwilio<Type extends keyof Questions> = Exclude<Answer<Type>, { readonly problem: string }>;

interface Lists {
  readonly listJobs: readonly JobSnapshot[];
  readonly listDays: readonly DayFile[];
}

/** Ask Twilio through a worker. @throws CommandError with the error of Twilio, or when no worker responds */
export async function askTwilio<Type extends keyof Questions>(
  client: Client,
  workflowType: Type,
  input: Parameters<Questions[Type]>[0],
): Promise<FromTwilio<Type>> {
  const workflowId = `${workflowType}-${input.account}-${randomUUID()}`;
  const answer = await askWorker(client, input.account, { workflowType, workflowId, input });
  if ('problem' in answer) throw new CommandError(answer.problem);
  return answer as FromTwilio<Type>;
}

/** A whole list at Twilio, with Twilio's clock, milliseconds since 1970. @throws CommandError likewise */
export async function readList<Type extends keyof Lists>(client: Client, type: Type, account: string, resourceType: ResourceType) {
  const { packed, nowMs } = await askTwilio(client, type, { account, resourceType });
  return { items: JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as Lists[Type], nowMs };
}
