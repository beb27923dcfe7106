import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { sendToExport } from './send-to-export';

/** Request the cancellation of an export, with the operator as its reason. @throws CommandError when it is no running export */
export async function cancelExport(client: Client, workflowId: string): Promise<void> {
  const { namespace, identity } = client.options;
  await sendToExport(client, workflowId, () =>
    client.workflowService.requestCancelWorkflowExecution({
      namespace,
      identity,
      workflowExecution: { workflowId },
      requestId: randomUUID(),
      reason: `dayhaul cancel by ${identity}`,
    }),
  );
}
