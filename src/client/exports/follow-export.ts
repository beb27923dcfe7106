import { setTimeout as pause } from 'node:timers/promises';
import { isGrpcServiceError, ServiceError, type Client } from '@temporalio/client';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';
import type { ExportState } from './export-state';
import { exportReader } from './read-export-state';

export interface ProgressDisplay {
  show(state: ExportState): void;
}

/** Between two reads of the workflow's description, milliseconds. Queries are sent less often (query-decision.ts). */
const READ_INTERVAL_MS = 500;

const READ_TIMEOUT_MS = 10_000; // after this time without a response, Temporal counts as unavailable, milliseconds

/** Follow an export until it is closed or `signal` aborts, and resolve with its last state. @throws CommandError if unknown */
export async function followExport(client: Client, workflowId: string, display: ProgressDisplay, signal: AbortSignal) {
  const read = exportReader(client, workflowId);
  let last: ExportState | undefined;
  /** While Temporal is unavailable, the last state is repeated with the problem. */
  const readOnce = async (): Promise<ExportState> => {
    try {
      const state = await client.withDeadline(Date.now() + READ_TIMEOUT_MS, read);
      if (state) return state;
    } catch (error) {
      if (!last || !(error instanceof ServiceError || isGrpcServiceError(error))) throw error;
      const problem = 'Temporal is not reachable. Retrying. The export continues when Temporal is available.';
      return { ...last, problem, problemType: 'TemporalAway' };
    }
    throw new CommandError(`Workflow ${workflowId} not found. List exports: ${ownCommand('list')}`);
  };
  for (;;) {
    last = await readOnce();
    display.show(last);
    if (last.state !== 'running' || signal.aborted) return last;
    await pause(READ_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
}
