import type { Client } from '@temporalio/client';
import { steadily } from '../harness/steadily';

const EVERY_MS = 5000;

/** How long an update may take: a worker has to be there, and a workflow task to time out before, milliseconds. */
const ANSWER_TIMEOUT_MS = 20_000;

/**
 * Change the settings of an export again and again, as an operator may at any moment: each change makes the workflow give commands
 * at once. Returns how to stop.
 */
export function changeSteadily(client: Client, workflowId: string): () => Promise<void> {
  return steadily(EVERY_MS, (turn) =>
    client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).executeUpdate('changeSettings', { args: [{ openJobs: 2 + (turn % 3) }] }),
    ),
  );
}
