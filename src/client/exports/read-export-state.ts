import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowFailedError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { accountOfExport } from '../../contract/ids';
import { FAILURE } from '../../contract/failure-types';
import type { ExportOutcome } from '../../domain/describe/outcome';
import { list, number, object, range } from '../../domain/shape';
import { LIFECYCLES, memoOf, type ExportState, type Lifecycle, type Obstacle } from './export-state';
import { progressReader } from './progress-reader';
import { requireExport } from './send-to-export';
import { failureMessage, hasRepeatedTask } from './task-failure';
import { unlessGone } from '../failures/grpc-error';

const READ_INTERVAL_MS = 200; // between two reads of an export that has no progress yet, milliseconds

/** Read the state of an export; undefined when the workflow does not exist. @throws CommandError when it is no export */
export async function readExportState(client: Client, workflowId: string): Promise<ExportState | undefined> {
  const read = exportReader(client, workflowId);
  for (;;) {
    const state = await read();
    if (state?.state !== 'running' || state.progress || state.problem !== undefined) return state;
    await pause(READ_INTERVAL_MS);
  }
}

/** Create a reader of an export's state. Progress may be a few seconds old; the problem says when no newer one can be read. */
export function exportReader(client: Client, workflowId: string): () => Promise<ExportState | undefined> {
  const readProgress = progressReader(client);
  const read = async () => stateOf(client, await client.workflow.getHandle(workflowId).describe(), readProgress);
  return () => unlessGone(read);
}

/** The state of an export by its description, and by its outcome or its progress. */
export async function stateOf(client: Client, description: WorkflowExecutionDescription, readProgress = progressReader(client)) {
  const known = await endOf(client, description);
  if (known.state === 'completed' || known.state === 'failed') return known;
  const { progress, ...obstacle } = await readProgress(description);
  if (known.state !== 'running') return { ...known, progress };
  return { ...known, progress, ...(obstacle.problem === undefined ? await obstacleIn(client, description) : obstacle) };
}

/** Read whether an export is running and with which options. This needs no worker and gives no progress. */
export function describeExport(client: Client, workflowId: string): Promise<ExportState | undefined> {
  return unlessGone(async () => knownOf(await client.workflow.getHandle(workflowId).describe()));
}

/** Read how an export ended. This needs no worker and gives no progress of a running export. */
export function readExportEnd(client: Client, workflowId: string): Promise<ExportState | undefined> {
  return unlessGone(async () => endOf(client, await client.workflow.getHandle(workflowId).describe()));
}

async function endOf(client: Client, description: WorkflowExecutionDescription): Promise<ExportState> {
  const known = knownOf(description);
  if (known.state !== 'completed' && known.state !== 'failed') return known;
  return { ...known, ...(await readOutcome(client, known.workflowId, description.runId)) };
}

function knownOf(description: WorkflowExecutionDescription): ExportState {
  if (!hasRepeatedTask(description)) requireExport(description); // `status` shows the remedy for any workflow
  const { workflowId, closeTime } = description;
  const account = accountOfExport(description);
  return { workflowId, account, state: lifecycleOf(description), closedAt: closeTime, ...memoOf(description) };
}

/** The status of a workflow as a lifecycle: `TIMED_OUT` is `timedOut`. */
export function lifecycleOf({ status }: Pick<WorkflowExecutionDescription, 'status'>): Lifecycle {
  return LIFECYCLES.find((each) => each.toUpperCase() === status.name.replace('_', '')) ?? 'running';
}

/** The last failure of a pending activity, unless the activity only waits. */
async function obstacleIn(client: Client, { raw }: WorkflowExecutionDescription): Promise<Obstacle | undefined> {
  const waits: readonly string[] = [FAILURE.notYetFinal, FAILURE.notYetTime];
  for (const { lastFailure, attempt } of raw.pendingActivities ?? []) {
    const type = lastFailure?.applicationFailureInfo?.type ?? 'unknown';
    if (lastFailure?.message && !waits.includes(type)) {
      const message = await failureMessage(client, lastFailure);
      return { problem: `${message} (attempt ${attempt ?? 1}, retrying automatically)`, problemType: type };
    }
  }
  return undefined;
}

/** The types of failures whose details are the outcome of the export. */
const FAILED_WITH_OUTCOME: readonly string[] = [FAILURE.daysMissing, FAILURE.daysOpen, FAILURE.daysUncovered];

/** Read the outcome of a closed export; without it when it ended for another reason than its days. */
export async function readOutcome(client: Client, workflowId: string, runId: string) {
  try {
    return outcomeIn(await client.workflow.getHandle(workflowId, runId, { followRuns: false }).result());
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause = error } = error;
    const hasOutcome = cause instanceof ApplicationFailure && FAILED_WITH_OUTCOME.includes(cause.type ?? '');
    return { problem: cause.message, ...outcomeIn(hasOutcome ? cause.details?.[0] : undefined) };
  }
}

const OUTCOME = object({ range, days: object({}), missing: list(object({})), requestedDays: number() });

/** Nothing when another client encrypted the outcome, or when another program made it. */
function outcomeIn(value: unknown): Pick<ExportState, 'progress' | 'outcome'> {
  if (OUTCOME(value, 'outcome').length > 0) return {};
  const outcome = value as ExportOutcome;
  return { progress: outcome, outcome };
}
