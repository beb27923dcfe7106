import { Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import type { RunHistory } from './read-histories';

type WorkflowSinks = NonNullable<ReplayWorkerOptions['sinks']>;

/** The SDK shuts its native part down after the last worker, and fails a replay that begins meanwhile: one at a time. */
let latest: Promise<unknown> = Promise.resolve();

/**
 * Replay whole histories with the workflows of a bundle.
 * @param sinks those of the workflows; the SDK logs an error for each call of a sink that is not there
 * @returns a sentence for each history that does not replay
 */
export function replayHistories(
  histories: readonly RunHistory[],
  bundlePath: string,
  sinks: WorkflowSinks = {},
): Promise<readonly string[]> {
  const replay = latest.then(() => replayNow(histories, bundlePath, sinks));
  latest = replay.catch(() => undefined);
  return replay;
}

async function replayNow(histories: readonly RunHistory[], bundlePath: string, sinks: WorkflowSinks): Promise<readonly string[]> {
  const failures: string[] = [];
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath }, sinks }, histories);
  for await (const { workflowId, runId, error } of results) {
    if (error) failures.push(`${workflowId}, run ${runId}, does not replay: ${error.message}`);
  }
  return failures;
}
