import { join } from 'node:path';
import { Command, Option } from 'commander';
import { buildMutant } from './build-mutant';
import { describeVerdict } from './describe-verdict';
import { MUTANTS } from './mutants';
import { times } from './random';
import { silenceReplays } from '../tools/histories/silence-replays';
import { runSeeds } from './run-seeds';
import { wholeNumber } from './whole-number';

const LIB = join(__dirname, '..');

interface Flags {
  readonly seeds: number;
  readonly fromSeed: number;
  readonly parallel: number;
  readonly mutant?: string;
  readonly json?: boolean;
}

/** Exit code 1 when a promise was broken; with a mutant, when it was not caught. */
async function main(): Promise<void> {
  const program = new Command('chaos')
    .description('play scenarios drawn from seeds against the built worker, and judge by the simulator alone')
    .option('--seeds <n>', 'how many seeds', wholeNumber, 200)
    .option('--from-seed <n>', 'the first of them', wholeNumber, 1)
    .option('--parallel <n>', 'scenarios at once', wholeNumber, 2)
    .addOption(
      new Option('--mutant <name>', 'break the code on purpose, until a seed catches it').choices(MUTANTS.map(({ name }) => name)),
    )
    .option('--json', 'print JSON on stdout');
  await program.parseAsync();
  silenceReplays();
  process.exitCode = await run(program.opts<Flags>());
}

async function run({ seeds, fromSeed, parallel, mutant: name, json }: Flags): Promise<number> {
  const mutant = MUTANTS.find((other) => other.name === name);
  const startMs = performance.now();
  const verdicts = await runSeeds(
    times(seeds, (index) => fromSeed + index),
    {
      lib: mutant ? await buildMutant(LIB, mutant) : LIB,
      parallel,
      stopsAtViolation: mutant !== undefined,
      onVerdict: (verdict) => {
        console.error(describeVerdict(verdict, mutant));
      },
    },
  );
  const minutes = Math.round((performance.now() - startMs) / 6000) / 10;
  const broken = verdicts.filter(({ violations }) => violations.length > 0);
  if (json) console.log(JSON.stringify({ minutes, verdicts }, undefined, 2));
  else console.log(`${verdicts.length} seeds in ${minutes} minutes, ${broken.length} with violations.`);
  return broken.length > 0 === (mutant !== undefined) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
