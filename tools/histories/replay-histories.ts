import { Worker } from '@temporalio/worker';
import type { RunHistory } from './read-histories';

/**
 * Replay whole histories with the workflows of a bundle.
 * @returns a sentence for each history that does not replay
 */
export async function replayHistories(
  histories: readonly RunHistory[],
  bundlePath: string,
): Promise<string[]> {
  const failures: string[] = [];
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath } }, histories);
  for await (const { workflowId, runId, error } of results) {
    if (error) failures.push(`${workflowId}, run ${runId}, does not replay: ${error.message}`);
  }
  return failures;
}
