import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { Outlook } from '../../contract/messages';
import type { DayRange } from '../../domain/days/day-range';
import type { Cancellation } from '../../domain/describe/cancellation';
import type { ExportOutcome } from '../../domain/describe/outcome';
import type { Progress } from '../../domain/describe/progress';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { validateOptions } from '../../domain/request/validate-options';
import { validateResourceType } from '../../domain/request/export-request';
import { isRecord, range as rangeShape } from '../../domain/shape';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** The memo of an export's workflow, which can be read without a worker. */
export interface ExportMemo {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: ExportOptions;
  readonly cancellation?: Cancellation;
}

export const LIFECYCLES = ['running', 'completed', 'failed', 'cancelled', 'terminated', 'timedOut'] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** The ends that monitors report; a cancelled export was ended by an operator. */
export const FAILED_STATES: readonly Lifecycle[] = ['failed', 'terminated', 'timedOut'];

export interface ExportState extends Partial<ExportMemo> {
  readonly workflowId: string;
  readonly state: Lifecycle;
  readonly account?: string | undefined;
  readonly closedAt?: Date | undefined;
  /** Taken from the outcome, or from a query while there is none; absent when no worker responds. */
  readonly progress?: (Omit<Progress, 'jobs' | 'waitingFor'> & Partial<Progress> & Outlook) | undefined;
  readonly outcome?: ExportOutcome | undefined;
  /** Why the export failed, or what currently blocks it; a sentence. */
  readonly problem?: string | undefined;
  /** The type of the problem, which stays the same while the problem lasts. */
  readonly problemType?: string | undefined;
  readonly remedy?: string | undefined;
}

/** A problem that blocks an export, or that prevents reading its progress. */
export type Obstacle = Pick<ExportState, 'problem' | 'problemType' | 'remedy'>;

/** The memo of a workflow; without what another client left out, encrypted or wrote in its own form. */
export function memoOf({ memo }: Pick<WorkflowExecutionDescription, 'memo'>): Partial<ExportMemo> {
  const { resourceType, range, options, cancellation } = (memo ?? {}) as Partial<ExportMemo>;
  return {
    ...(validateResourceType(resourceType).length === 0 && { resourceType }),
    ...(rangeShape(range, 'range').length === 0 && { range }),
    ...(validateOptions({ ...DEFAULT_OPTIONS, ...options }).length === 0 && options && { options }),
    ...(isRecord(cancellation) && { cancellation }),
  };
}

/** The last known progress of an export, and the problem that prevents reading a newer one. */
export type Reading = Pick<ExportState, 'progress'> & Obstacle;
