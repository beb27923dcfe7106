import type { Machine } from './machine';

/** When, where and with what runs were made. */
export interface Provenance {
  /** The UTC day of the runs. */
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
}

/** What contestants are compared in. */
export interface Subject<Name extends string> {
  readonly name: string;
  /** The heading of its section in docs/benchmarks.md. */
  readonly title: string;
  /** The figures of the table. */
  readonly figures: readonly Name[];
  /** Those of them that are plotted. */
  readonly plots: readonly Name[];
}

/** The result of a comparison, as `bench/results` keeps it. */
export interface Result<Name extends string> extends Provenance {
  readonly subject: Subject<Name>;
  readonly contestants: readonly ContestantResult<Name>[];
}

/** All runs of the same thing, in order, and their medians. */
export interface Runs<Name extends string> {
  readonly runs: readonly Readonly<Record<Name, number>>[];
  readonly figures: Readonly<Record<Name, Spread>>;
}

/** The runs of a contestant, or why it has none. */
export type ContestantResult<Name extends string> = { readonly name: string } & (Runs<Name> | { readonly gap: string });

/** The middle and the ends of some values. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Sum up the runs of the same thing. */
export function summarize<Name extends string>(runs: Runs<Name>['runs']): Runs<Name> {
  const figures = Object.keys(runs[0] ?? {}) as Name[];
  const spreads = figures.map((figure) => [figure, spreadOf(runs.map((run) => run[figure]))] as const);
  return { runs, figures: Object.fromEntries(spreads) as Record<Name, Spread> };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (index: number) => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}
