import type { Client } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';

const DAY_MS = 86_400_000;

/** The retention of closed workflows in a namespace, in days; undefined when the server does not report it. */
export async function readRetentionDays(client: Client, namespace: string): Promise<number | undefined> {
  const { config } = await client.workflowService.describeNamespace({ namespace });
  const retentionMs = optionalTsToMs(config?.workflowExecutionRetentionTtl);
  return retentionMs === undefined ? undefined : Math.round(retentionMs / DAY_MS);
}
