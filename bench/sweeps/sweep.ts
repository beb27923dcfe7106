import type { Provenance, Runs } from '../report/result';

/** Exports of Dayhaul that run at the same time, and what they run on. */
export interface Load {
  readonly exports: number;
  readonly daysPerExport: number;
  readonly workers: number;
  /** Files that each export downloads at the same time. */
  readonly downloads: number;
  /** The time that each response of Twilio and the file host takes on its way, in milliseconds. */
  readonly delayMs: number;
  /**
   * How long jobs wait at Twilio, in days of Dayhaul's polls: a day has 96, one every 15 minutes, which come faster here. Without it
   * jobs complete instantly.
   */
  readonly waitingDays?: number;
}

/** What a load is measured by: the simulator's log, the histories in Temporal, and the memory of the worker processes. */
export const SWEEP_FIGURES = {
  seconds: 'seconds from the first to the last request',
  daysPerSecond: 'days per second',
  memoryMiB: 'MiB of the largest worker at most',
  events: 'events of all histories',
  actions: 'Temporal Actions',
  eventsPerDay: 'history events per delivered day',
  actionsPerDay: 'Temporal Actions per delivered day',
  callsPerDay: 'API calls per delivered day',
} as const;

export type SweepFigure = keyof typeof SWEEP_FIGURES;

/** Loads that differ in one number, or in two: one plot for each figure, one line in it for each value of `lines`. */
export interface Sweep {
  readonly name: string;
  /** The heading of its section in docs/benchmarks.md. */
  readonly title: string;
  readonly base: Load;
  readonly along: Axis;
  readonly lines?: Axis;
  /** The figures of the table. */
  readonly figures: readonly SweepFigure[];
  /** Those of them that are plotted. */
  readonly plots: readonly SweepFigure[];
}

interface Axis {
  readonly field: keyof Load;
  readonly label: string;
  readonly values: readonly number[];
}

/** A sweep's result, as `bench/results` keeps it. */
export interface SweepResult extends Provenance {
  readonly sweep: Sweep;
  readonly points: readonly SweepPoint[];
}

export interface SweepPoint extends Runs<SweepFigure> {
  readonly load: Load;
}

/** The loads of a sweep, those of one line after those of another. */
export function loadsOf({ base, along, lines }: Sweep): Load[] {
  const bases = lines === undefined ? [base] : lines.values.map((value) => ({ ...base, [lines.field]: value }));
  return bases.flatMap((line) => along.values.map((value) => ({ ...line, [along.field]: value })));
}
