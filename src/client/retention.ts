import type { Client } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';

const DAY_MS = 86_400_000;

/** How long the namespace keeps closed workflows; undefined when it does not say. */
export async function readRetentionDays(client: Client, namespace: string): Promise<number | undefined> {
  const { config } = await client.workflowService.describeNamespace({ namespace });
  const retentionMs = optionalTsToMs(config?.workflowExecutionRetentionTtl);
  return retentionMs === undefined ? undefined : Math.round(retentionMs / DAY_MS);
}
