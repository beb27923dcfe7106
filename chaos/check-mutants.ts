import { buildMutant } from './build-mutant';
import { MUTANTS, type Mutant } from './mutants';
import { runSeeds } from './run-seeds';

/** Whether a mutant was caught by its seed, and by what. */
export interface MutantCheck {
  readonly name: string;
  readonly seed: number;
  readonly isCaught: boolean;
  readonly violations: readonly string[];
}

/** What depends on the moment of a kill may need more than one try. */
const TRIES = 3;

/** Run each mutant with the seed that is noted with it. */
export async function checkMutants(
  lib: string,
  parallel: number,
  onProgress: (line: string) => void,
): Promise<readonly MutantCheck[]> {
  const checks: MutantCheck[] = [];
  const waiting = [...MUTANTS];
  const lane = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const check = await checkMutant(lib, mutant);
      checks.push(check);
      onProgress(describeCheck(check));
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return checks;
}

async function checkMutant(lib: string, mutant: Mutant): Promise<MutantCheck> {
  const copy = await buildMutant(lib, mutant);
  const { name, caughtBy: seed } = mutant;
  const seeds = Array<number>(TRIES).fill(seed);
  const verdicts = await runSeeds(seeds, {
    lib: copy,
    parallel: 1,
    stopsAtViolation: true,
    onVerdict: () => undefined,
  });
  const violations = verdicts.flatMap((verdict) => verdict.violations);
  return { name, seed, isCaught: violations.length > 0, violations };
}

function describeCheck({ name, seed, isCaught, violations: [first = ''] }: MutantCheck): string {
  return isCaught ? `${name}: caught by seed ${seed}: ${first}` : `${name}: NOT caught by seed ${seed}`;
}
