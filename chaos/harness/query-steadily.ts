import type { Client } from '@temporalio/client';
import { steadily } from './steadily';

const EVERY_MS = 500;

/** How long a query may take before nobody waits for its answer any more, milliseconds. */
const ANSWER_TIMEOUT_MS = 5000;

/** Query a workflow twice a second, as several people do who follow an export. Returns how to stop. */
export function querySteadily(client: Client, workflowId: string): () => Promise<void> {
  return steadily(EVERY_MS, () =>
    client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => client.workflow.getHandle(workflowId).query('progress')),
  );
}
