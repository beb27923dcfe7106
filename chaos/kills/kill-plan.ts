import type { PlannedFault } from '../../simulator/faults/fault';
import type { JobLife } from '../../simulator/jobs/job-life';
import type { DayRange } from '../calendar';
import type { ResourceType } from '../scenario';

/** Exports into an archive whose workers are killed again and again, drawn from a seed. Durations are milliseconds. */
export interface KillPlan {
  readonly seed: number;
  readonly exports: readonly ArchivedExport[];
  readonly life: JobLife;
  readonly faults: readonly PlannedFault[];
  readonly workers: 1 | 2;
  readonly kills: readonly PlannedKill[];
  /** Whether an operator changes settings all the while. */
  readonly hasOperator: boolean;
}

/** An export whose files are delivered. */
export interface ArchivedExport {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly daysPerChunk: number;
  readonly openJobs: number;
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
}

/** SIGKILL for the worker that lived longest. */
export interface PlannedKill {
  /** How long every worker has asked for work by then. */
  readonly afterMs: number;
  /** How long nobody takes its place. */
  readonly backAfterMs: number;
}
