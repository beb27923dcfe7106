import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  QueryNotRegisteredError,
  ServiceError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { decideQuery, type QueryDecision } from '../../domain/describe/query-decision';
import { isReplayFailure } from '../../contract/replay-failure';
import { formatInstant } from '../../domain/format';
import { ownCommand } from '../own-command';
import { pollersOf } from '../pollers';
import { progressQuery } from '../../contract/messages';
import type { ExportState, Obstacle } from './export-state';
import { describeTaskFailure, readTaskFailure, reasonOf } from './task-failure';

/**
 * How long a query of a running workflow may take, in milliseconds.
 *
 * Shorter than `stickyQueueScheduleToStartTimeout` (create-worker.ts): when a worker dies, Temporal waits so long for it and
 * then hands its queries to another worker, together with events that no workflow task has processed. A query that has
 * ended by then is not handed on.
 */
const QUERY_TIMEOUT_MS = 2000;

/** The same for a closed workflow, of which no workflow task is left. Its worker may have to replay it first. */
const CLOSED_QUERY_TIMEOUT_MS = 10_000;

const PING_TIMEOUT_MS = 5000;

/** The numbers of an export as far as they are known, and why they are not newer. */
type Reading = Pick<ExportState, 'progress'> & Obstacle;

/**
 * Read the numbers of an export again and again, each time from a new description of it. A query is sent only when
 * nothing else tells (query-decision.ts).
 */
export function progressReader(
  client: Client,
): (description: WorkflowExecutionDescription) => Promise<Reading> {
  let answered: (Pick<ExportState, 'progress'> & { history: string; atMs: number }) | undefined;
  let obstacle: Obstacle = {};
  let lookedMs: number | undefined;
  let pending = { task: '', sinceMs: 0 };

  return async (description) => {
    const nowMs = performance.now();
    const history = `${description.runId} ${description.historyLength}`;
    const task = pendingTaskOf(description);
    if (task && task.id !== pending.task) pending = { task: task.id, sinceMs: nowMs };
    const decision = decideQuery({
      history,
      answeredHistory: answered?.history,
      lookedMs,
      nowMs,
      task: task && { attempt: task.attempt, pendingMs: nowMs - pending.sinceMs },
    });
    if (decision !== 'keep') {
      const { progress, ...found } = await LOOKS[decision](client, description);
      if (progress) answered = { progress, history, atMs: Date.now() };
      obstacle = found;
      lookedMs = performance.now();
    }
    return { progress: answered?.progress, ...withAge(obstacle, answered?.atMs) };
  };
}

/** Who reads numbers beside a problem must know how old they are. */
function withAge(obstacle: Obstacle, answeredMs: number | undefined): Obstacle {
  const { problem } = obstacle;
  if (problem === undefined || answeredMs === undefined) return obstacle;
  return { ...obstacle, problem: `${problem} The numbers are from ${formatInstant(answeredMs)}.` };
}

function pendingTaskOf({ raw }: WorkflowExecutionDescription): { id: string; attempt: number } | undefined {
  const task = raw.pendingWorkflowTask;
  if (!task) return undefined;
  const { seconds, nanos } = task.scheduledTime ?? {};
  return { id: `${String(seconds)}.${nanos ?? 0}`, attempt: task.attempt ?? 1 };
}

type Look = (client: Client, description: WorkflowExecutionDescription) => Promise<Reading>;

const LOOKS: Record<Exclude<QueryDecision, 'keep'>, Look> = {
  findWorker: async (client, description) =>
    (await absence(client, description)) ?? (description.raw.pendingWorkflowTask ? silent(description) : {}),
  findFailure: async (client, description) => {
    const message = await readTaskFailure(client, description);
    if (message !== undefined) return describeTaskFailure(message, description);
    return (await absence(client, description)) ?? silent(description);
  },
  query: async (client, description) =>
    (await absence(client, description)) ?? queryProgress(client, description),
};

/** Undefined when a worker polls the task queue, or did until a moment ago. */
async function absence(
  client: Client,
  { taskQueue }: WorkflowExecutionDescription,
): Promise<Obstacle | undefined> {
  if ((await pollersOf(client, taskQueue)).length > 0) return undefined;
  return noWorker(`No worker answers on task queue ${taskQueue}.`);
}

function silent({ taskQueue }: WorkflowExecutionDescription): Obstacle {
  return noWorker(`The worker on task queue ${taskQueue} does not answer.`);
}

function noWorker(problem: string): Obstacle {
  return { problem, problemType: 'NoWorker', remedy: ownCommand('worker') };
}

async function queryProgress(client: Client, description: WorkflowExecutionDescription): Promise<Reading> {
  const { workflowId, runId, closeTime } = description;
  const timeoutMs = closeTime ? CLOSED_QUERY_TIMEOUT_MS : QUERY_TIMEOUT_MS;
  try {
    const progress = await client.withDeadline(Date.now() + timeoutMs, () =>
      client.workflow.getHandle(workflowId, runId).query(progressQuery),
    );
    return { progress };
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof QueryNotRegisteredError)) throw error;
    if (isTimeout(error)) {
      await assertAnswering(client);
      return silent(description);
    }
    const reason = reasonOf(error);
    if (isReplayFailure(reason)) return describeTaskFailure(reason, description);
    return { problem: `The export could not be queried: ${reason}`, problemType: 'NotAnswering' };
  }
}

/** A query that nobody answers in time may mean that Temporal itself is away. */
async function assertAnswering(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + PING_TIMEOUT_MS, () => client.workflowService.getSystemInfo({}));
}

/** A call that ran out of time ends as one or the other, whichever side noticed first. */
function isTimeout({ cause }: Error): boolean {
  return isGrpcDeadlineError(cause) || isGrpcCancelledError(cause);
}
