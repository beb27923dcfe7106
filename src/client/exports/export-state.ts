import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { DayRange } from '../../domain/days/day-range';
import type { Cancellation } from '../../domain/describe/cancellation';
import type { ExportOutcome } from '../../domain/describe/outcome';
import type { Progress } from '../../domain/describe/progress';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';

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
  /** The command that solves the problem. */
  readonly remedy?: string | undefined;
}

/** What stands in the way of an export, or of an answer from it. */
export type Obstacle = Pick<ExportState, 'problem' | 'problemType' | 'remedy'>;

/** The memo's facts, when the export was begun by this starter. */
export function memoOf({ memo }: Pick<WorkflowExecutionDescription, 'memo'>): Partial<ExportMemo> {
  return memo ?? {};
}

/** The numbers of an export as far as they are known, and why they are not newer. */
export type Reading = Pick<ExportState, 'progress'> & Obstacle;
