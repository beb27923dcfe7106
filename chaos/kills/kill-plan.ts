import type { PlannedFault } from '../../simulator/faults/fault';
import type { JobLife } from '../../simulator/jobs/job-life';
import type { DayRange } from '../calendar';
import type { ResourceType } from '../scenario';

/** Exports into an archive whose worker is killed again and again, drawn from a seed. Durations are milliseconds. */
export interface KillPlan {
  readonly seed: number;
  readonly exports: readonly ArchivedExport[];
  readonly life: JobLife;
  readonly faults: readonly PlannedFault[];
  readonly kills: readonly PlannedKill[];
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

/** SIGKILL for the worker. */
export interface PlannedKill {
  /** How long the worker has asked for work by then. */
  readonly afterMs: number;
  /** How long there is no worker. */
  readonly backAfterMs: number;
}
