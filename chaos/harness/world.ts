import type { Simulator } from '../../simulator/start-simulator';
import type { MovableClock } from '../../simulator/movable-clock';
import type { GivenCommand, Pause } from '../observations';
import type { WorkflowRun } from '../../tools/histories/read-histories';
import type { ExportSpec, Scenario } from '../scenario';
import type { TemporalHost } from './temporal-host';
import type { WorkerHost } from './worker-host';

/** Everything a scenario runs on, and what is noted while it is. */
export interface Harness {
  readonly scenario: Scenario;
  /** The folder of the build that is judged. */
  readonly lib: string;
  readonly account: string;
  readonly clock: MovableClock;
  readonly simulator: Simulator;
  readonly temporal: TemporalHost;
  /** The folder of the archive. */
  readonly archive: string;
  readonly worker: WorkerHost;
  readonly notes: Notes;
}

/** What only the one who does it knows. */
export interface Notes {
  /** The first run of each export. */
  readonly firstRuns: WorkflowRun[];
  commands: GivenCommand[];
  pauses: Pause[];
  foreignSpendings: number;
  /** Creates of others that went beyond the quota. */
  foreignRefusals: number;
  midnightsPassed: number;
  workerKills: number;
  /** Exports that have been started and have not ended. */
  readonly running: Set<ExportSpec>;
  /** Actions that are being done: nothing is quiet meanwhile. */
  underWay: number;
}

/** Nothing has been done yet. */
export function emptyNotes(): Notes {
  return {
    firstRuns: [],
    commands: [],
    pauses: [],
    foreignSpendings: 0,
    foreignRefusals: 0,
    midnightsPassed: 0,
    workerKills: 0,
    running: new Set(),
    underWay: 0,
  };
}
