import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { decideQuery, type QueryDecision } from '../../domain/describe/query-decision';
import { formatInstant } from '../../domain/format';
import type { ExportState, Obstacle, Reading } from './export-state';
import { missingWorker, queryProgress, silentWorker } from './query-progress';
import { describeTaskFailure, readTaskFailure } from './task-failure';

/** Create a reader of an export's progress, which sends a query only when the description of the workflow cannot answer. */
export function progressReader(client: Client): (description: WorkflowExecutionDescription) => Promise<Reading> {
  let answered: (Pick<ExportState, 'progress'> & { history: string; atMs: number }) | undefined;
  let obstacle: Obstacle = {};
  let checkedMs: number | undefined;
  let pending = { task: '', sinceMs: 0 };

  return async (description) => {
    const nowMs = performance.now();
    const history = `${description.runId} ${description.historyLength}`;
    const task = pendingTaskOf(description);
    if (task && task.id !== pending.task) pending = { task: task.id, sinceMs: nowMs };
    const waiting = task && { attempt: task.attempt, pendingMs: nowMs - pending.sinceMs };
    const decision = decideQuery({ history, answeredHistory: answered?.history, checkedMs, nowMs, task: waiting });
    if (decision !== 'keep') {
      const { progress, ...found } = await CHECKS[decision](client, description);
      if (progress) answered = { progress, history, atMs: Date.now() };
      obstacle = found;
      checkedMs = performance.now();
    }
    return { progress: answered?.progress, ...withAge(obstacle, answered?.atMs) };
  };
}

/** Progress that is shown next to a problem may be old, so the problem says how old. */
function withAge(obstacle: Obstacle, answeredMs: number | undefined): Obstacle {
  const { problem } = obstacle;
  if (problem === undefined || answeredMs === undefined) return obstacle;
  return { ...obstacle, problem: `${problem} Progress was last read at ${formatInstant(answeredMs)}.` };
}

function pendingTaskOf({ raw }: WorkflowExecutionDescription): { id: string; attempt: number } | undefined {
  const task = raw.pendingWorkflowTask;
  if (!task) return undefined;
  const { seconds, nanos } = task.scheduledTime ?? {};
  return { id: `${String(seconds)}.${nanos ?? 0}`, attempt: task.attempt ?? 1 };
}

type Check = (client: Client, description: WorkflowExecutionDescription) => Promise<Reading>;

const CHECKS: Record<Exclude<QueryDecision, 'keep'>, Check> = {
  findWorker: async (client, description) =>
    (await missingWorker(client, description)) ?? (description.raw.pendingWorkflowTask ? silentWorker(description) : {}),
  findFailure: async (client, description) => {
    const message = await readTaskFailure(client, description);
    if (message !== undefined) return describeTaskFailure(message, description);
    return (await missingWorker(client, description)) ?? silentWorker(description);
  },
  query: async (client, description) => (await missingWorker(client, description)) ?? queryProgress(client, description),
};
