import {
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import type { DayRange } from '../../domain/days/day-range';
import type { Cancellation } from '../../domain/describe/cancellation';
import type { ExportOutcome } from '../../domain/describe/outcome';
import type { Progress } from '../../domain/describe/progress';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { askProgress, type Obstacle } from './ask-progress';

/** What the starter notes in a workflow's memo, to be read without a worker. */
export interface ExportMemo {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: ExportOptions;
  /** Noted by the workflow when it was cancelled. */
  readonly cancellation?: Cancellation;
}

export type Lifecycle = 'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timedOut';

/** All that can be learned of one export from Temporal. */
export interface ExportState extends Partial<ExportMemo> {
  readonly workflowId: string;
  readonly state: Lifecycle;
  readonly closedAt?: Date | undefined;
  /** The numbers: from the outcome when there is one, else by query; absent when nobody answers. */
  readonly progress?: (Omit<Progress, 'jobs' | 'waitingFor'> & Partial<Progress>) | undefined;
  readonly outcome?: ExportOutcome | undefined;
  /** Why it failed, or what stands in its way right now; a sentence. */
  readonly problem?: string | undefined;
  /** The type of that failure; the same as long as the problem lasts. */
  readonly problemType?: string | undefined;
}

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
    const outcome =
      failure.type === FAILURE.daysMissing ? (failure.details?.[0] as ExportOutcome) : undefined;
    return { problem: failure.message, ...(outcome ? { progress: outcome, outcome } : {}) };
  }
}
