import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  QueryNotRegisteredError,
  ServiceError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import { progressQuery } from '../../contract/messages';
import type { ExportOutcome } from '../../domain/describe/outcome';
import { ownCommand } from '../own-command';
import type { ExportMemo, ExportState, Lifecycle } from './export-state';

/** What Temporal knows of an export; undefined when it knows none of that id. */
export async function readExportState(client: Client, workflowId: string): Promise<ExportState | undefined> {
  const description = await describe(client, workflowId);
  if (!description) return undefined;
  const state = lifecycleOf(description);
  const known = { workflowId, state, closedAt: description.closeTime, ...memoOf(description) };
  if (state === 'completed' || state === 'failed') {
    return { ...known, ...(await readOutcome(client, workflowId, description.runId)) };
  }
  const { progress, ...silence } = await askProgress(client, workflowId, description);
  if (state !== 'running') return { ...known, progress };
  return { ...known, progress, ...(obstacleIn(description) ?? silence) };
}

async function describe(
  client: Client,
  workflowId: string,
): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The memo's facts, when the export was begun by this starter. */
export function memoOf({ memo }: Pick<WorkflowExecutionDescription, 'memo'>): Partial<ExportMemo> {
  return memo ?? {};
}

const CLOSED = new Map<string, Lifecycle>([
  ['COMPLETED', 'completed'],
  ['FAILED', 'failed'],
  ['CANCELLED', 'cancelled'],
  ['TERMINATED', 'terminated'],
  ['TIMED_OUT', 'timedOut'],
]);

/** A workflow's status as one of our words. */
export function lifecycleOf({ status }: Pick<WorkflowExecutionDescription, 'status'>): Lifecycle {
  return CLOSED.get(status.name) ?? 'running';
}

/** What a pending activity complains of, unless it merely waits. */
function obstacleIn({ raw }: WorkflowExecutionDescription): Obstacle | undefined {
  const waits: readonly string[] = [FAILURE.notYetFinal, FAILURE.notYetTime];
  for (const { lastFailure, attempt } of raw.pendingActivities ?? []) {
    const type = lastFailure?.applicationFailureInfo?.type ?? 'unknown';
    if (lastFailure?.message && !waits.includes(type)) {
      const problem = `${lastFailure.message} (attempt ${attempt ?? 1}; tried again by itself)`;
      return { problem, problemType: type };
    }
  }
  return undefined;
}

/** The types of failures whose details are the outcome of the export. */
const FAILED_WITH_OUTCOME: readonly string[] = [FAILURE.daysMissing, FAILURE.daysOpen, FAILURE.daysUnseen];

async function readOutcome(
  client: Client,
  workflowId: string,
  runId: string,
): Promise<Pick<ExportState, 'progress' | 'outcome' | 'problem'>> {
  try {
    const outcome = (await client.workflow
      .getHandle(workflowId, runId, { followRuns: false })
      .result()) as ExportOutcome;
    return { progress: outcome, outcome };
  } catch (error) {
    const failure = error instanceof WorkflowFailedError ? error.cause : undefined;
    if (!(failure instanceof ApplicationFailure)) throw error;
    const outcome = FAILED_WITH_OUTCOME.includes(failure.type ?? '')
      ? (failure.details?.[0] as ExportOutcome)
      : undefined;
    return { problem: failure.message, ...(outcome ? { progress: outcome, outcome } : {}) };
  }
}

/** What stands in the way of an export, or of an answer from it. */
type Obstacle = Pick<ExportState, 'problem' | 'problemType'>;

/** How long a query may take before the worker counts as absent, milliseconds. */
const QUERY_TIMEOUT_MS = 5000;

/** The numbers of an export, or why there are none: a query needs a worker, and a terminated export answers none. */
async function askProgress(
  client: Client,
  workflowId: string,
  { taskQueue }: WorkflowExecutionDescription,
): Promise<Pick<ExportState, 'progress'> & Obstacle> {
  try {
    const progress = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query(progressQuery),
    );
    return { progress };
  } catch (error) {
    if (isTimeout(error)) await assertAnswering(client);
    if (isTimeout(error) || isUnpolled(error)) {
      const problem = `No worker answers on task queue ${taskQueue}. Start one: ${ownCommand('worker')}`;
      return { problem, problemType: 'NoWorker' };
    }
    if (!(error instanceof ServiceError || error instanceof QueryNotRegisteredError)) throw error;
    return { problem: `The export could not be asked: ${reasonOf(error)}`, problemType: 'NotAnswering' };
  }
}

/** A query that nobody answers in time may mean that Temporal itself is away. */
async function assertAnswering(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () => client.workflowService.getSystemInfo({}));
}

/** A call that ran out of time ends as one or the other, whichever side noticed first. */
function isTimeout(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : undefined;
  return isGrpcDeadlineError(cause) || isGrpcCancelledError(cause);
}

/** The server's own words for a task queue that no worker has asked for some time. */
function isUnpolled(error: unknown): boolean {
  return error instanceof ServiceError && reasonOf(error).includes('no poller seen');
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
