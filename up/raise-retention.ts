import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

const DAY_MS = 86_400_000;

/** Retention of closed exports, in days. The default of a development server is one day. */
export const RETENTION_DAYS = 90;

/** Set the retention of closed workflows in a namespace to {@link RETENTION_DAYS}. */
export async function raiseRetention(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * DAY_MS) },
    });
  } finally {
    await connection.close();
  }
}
