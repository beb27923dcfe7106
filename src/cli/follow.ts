import type { Client } from '@temporalio/client';
import type { ExportState } from '../client/exports/export-state';
import { followExport, type ProgressDisplay } from '../client/exports/follow-export';

/** Follow an export until it is closed, or until Ctrl-C. @returns the last state */
export async function followUntilInterrupt(client: Client, workflowId: string, display: ProgressDisplay): Promise<ExportState> {
  const interrupt = new AbortController();
  const stop = () => {
    interrupt.abort();
  };
  process.once('SIGINT', stop);
  try {
    return await followExport(client, workflowId, display, interrupt.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
