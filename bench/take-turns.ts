import { summarize, type ContestantResult } from './report/result';

/** A contestant and how to measure one run of it, or why it has none. */
export interface Rival<Name extends string> {
  readonly name: string;
  readonly gap?: string | undefined;
  measure(run: number): Promise<Readonly<Record<Name, number>>>;
}

/** Measure each rival so often, in turns, so that what else the machine does meets all of them. */
export async function takeTurns<Name extends string>(
  rivals: readonly Rival<Name>[],
  runs: number,
): Promise<readonly ContestantResult<Name>[]> {
  const measured = rivals.map((): Readonly<Record<Name, number>>[] => []);
  for (let run = 1; run <= runs; run++) {
    for (const [index, rival] of rivals.entries()) {
      if (rival.gap !== undefined) continue;
      const startedMs = performance.now();
      measured[index]?.push(await rival.measure(run));
      console.log(`  ${rival.name}, run ${run}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
    }
  }
  return rivals.map(({ name, gap }, index) => ({ name, ...(gap === undefined ? summarize(measured[index] ?? []) : { gap }) }));
}
