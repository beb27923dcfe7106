import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { noopMetricMeter } from '@temporalio/common';
import { workflowMetrics } from '../../src/runtime/metrics';
import { failedTasks } from '../../tools/histories/failed-tasks';
import { readHistories, type WorkflowRun } from '../../tools/histories/read-histories';
import { replayHistories } from '../../tools/histories/replay-histories';
import { quietRuntime } from './quiet-runtime';

const BUNDLE = join(__dirname, '../../lib/workflow-bundle.js');

/**
 * Replay some runs, and every run before and after them, whole, with the workflows of today. What replays now can be continued by
 * any worker that takes over.
 *
 * @throws Error when one does not replay, or when one of its workflow tasks failed on the way
 */
export async function replayEverything(client: Client, runs: Iterable<WorkflowRun>): Promise<void> {
  quietRuntime();
  const histories = await readHistories(client, runs);
  const problems = [
    ...histories.flatMap(failedTasks),
    ...(await replayHistories(histories, BUNDLE, workflowMetrics(noopMetricMeter))),
    ...(histories.length === 0 ? ['There is no history to replay.'] : []),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
