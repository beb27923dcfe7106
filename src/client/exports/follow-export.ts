import { setTimeout as pause } from 'node:timers/promises';
import { isGrpcServiceError, ServiceError, type Client } from '@temporalio/client';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';
import type { ExportState } from './export-state';
import { exportReader } from './read-export-state';

/** Where the states of a followed export are shown. */
export interface ProgressDisplay {
  show(state: ExportState): void;
}

/** Between two looks at the export's description. Queries are rarer: QUERY_INTERVAL_MS. */
const LOOK_EVERY_MS = 500;

/** How long Temporal may take for one look before it counts as away. */
const LOOK_TIMEOUT_MS = 10_000;

/**
 * Follow an export until it is closed, or until Ctrl-C, which leaves the export alone.
 *
 * @returns its last state
 * @throws CommandError when there is none
 */
export async function followExport(
  client: Client,
  workflowId: string,
  display: ProgressDisplay,
): Promise<ExportState> {
  const leaving = new AbortController();
  const leave = () => {
    leaving.abort();
  };
  process.once('SIGINT', leave);
  const read = exportReader(client, workflowId);
  let last: ExportState | undefined;
  try {
    for (;;) {
      last = await lookOnce(client, workflowId, read, last);
      display.show(last);
      if (last.state !== 'running' || leaving.signal.aborted) return last;
      await pause(LOOK_EVERY_MS, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  } finally {
    process.off('SIGINT', leave);
  }
}

/** A Temporal that is away for a while does not end the following; the export goes on when it is back. */
async function lookOnce(
  client: Client,
  workflowId: string,
  read: () => Promise<ExportState | undefined>,
  last: ExportState | undefined,
): Promise<ExportState> {
  try {
    const state = await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, read);
    if (state) return state;
  } catch (error) {
    if (!last || !(error instanceof ServiceError || isGrpcServiceError(error))) throw error;
    const problem =
      'Temporal does not answer; trying again. The export is safe and goes on when Temporal is back.';
    return { ...last, problem, problemType: 'TemporalAway' };
  }
  throw new CommandError(
    `Temporal knows no workflow ${workflowId}. Those that it knows: ${ownCommand('list')}`,
  );
}
