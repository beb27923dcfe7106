import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { times } from './chance';
import { runSeeds, type Verdict } from './run-seeds';

const LIB = join(__dirname, '..');

interface Flags {
  readonly seeds: number;
  readonly fromSeed: number;
  readonly parallel: number;
  readonly json?: boolean;
}

/** Draw scenarios from seeds, play them, and judge what the exports did. Exit code 1 when a promise was broken. */
async function main(): Promise<void> {
  const program = new Command('chaos')
    .description('play scenarios drawn from seeds against the built worker, and judge by the simulator')
    .option('--seeds <n>', 'how many seeds', whole, 200)
    .option('--from-seed <n>', 'the first of them', whole, 1)
    .option('--parallel <n>', 'scenarios at once', whole, 2)
    .option('--json', 'print JSON on stdout');
  await program.parseAsync();
  const { seeds, fromSeed, parallel, json = false } = program.opts<Flags>();
  const startMs = performance.now();
  const verdicts = await runSeeds(
    times(seeds, (index) => fromSeed + index),
    { lib: LIB, parallel, onVerdict: (verdict) => console.error(lineOf(verdict)) },
  );
  const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
  const violated = verdicts.filter(({ violations }) => violations.length > 0);
  if (json) console.log(JSON.stringify({ minutes: Number(minutes), verdicts }, undefined, 2));
  else console.log(`${verdicts.length} seeds in ${minutes} minutes, ${violated.length} with violations.`);
  process.exitCode = violated.length > 0 ? 1 : 0;
}

function lineOf({ seed, seconds, violations, scenario, jobs, requestedDays }: Verdict): string {
  const head = `Seed ${seed}: ${violations.length === 0 ? 'fine' : 'VIOLATED'}, ${jobs} jobs, ${requestedDays} days, ${seconds} s`;
  if (violations.length === 0) return head;
  return [
    head,
    ...violations.map((violation) => `  ! ${violation}`),
    ...scenario.map((line) => `    ${line}`),
    `  Again: npm run chaos -- --seeds 1 --from-seed ${seed}`,
  ].join('\n');
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number.');
  return number;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
