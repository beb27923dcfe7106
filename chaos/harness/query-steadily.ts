import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const EVERY_MS = 500;

/** How long a query may take before nobody waits for its answer any more, milliseconds. */
const ANSWER_TIMEOUT_MS = 5000;

/**
 * Query some workflows twice a second, whether or not earlier queries were answered, as several people do who follow an
 * export. Errors are expected: there is no worker for a while. Returns how to stop.
 */
export function querySteadily(client: Client, workflowIds: readonly string[]): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const query = (workflowId: string) =>
    client
      .withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
        client.workflow.getHandle(workflowId).query('progress'),
      )
      .catch(() => undefined);
  const querying = (async () => {
    const queries: Promise<unknown>[] = [];
    while (!signal.aborted) {
      queries.push(...workflowIds.map(query));
      await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(queries);
  })();
  return () => {
    stopping.abort();
    return querying;
  };
}
