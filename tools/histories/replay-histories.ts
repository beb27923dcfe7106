import { Worker } from '@temporalio/worker';
import type { RunHistory } from './read-histories';

/** The SDK shuts its native part down after the last worker, and fails a replay that begins meanwhile: one at a time. */
let latest: Promise<unknown> = Promise.resolve();

/**
 * Replay whole histories with the workflows of a bundle.
 * @returns a sentence for each history that does not replay
 */
export function replayHistories(histories: readonly RunHistory[], bundlePath: string): Promise<readonly string[]> {
  const replay = latest.then(() => replayNow(histories, bundlePath));
  latest = replay.catch(() => undefined);
  return replay;
}

async function replayNow(histories: readonly RunHistory[], bundlePath: string): Promise<readonly string[]> {
  const failures: string[] = [];
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath } }, histories);
  for await (const { workflowId, runId, error } of results) {
    if (error) failures.push(`${workflowId}, run ${runId}, does not replay: ${error.message}`);
  }
  return failures;
}
