import { Command, InvalidArgumentError, Option } from 'commander';
import { COMPARISONS } from './comparisons/run-comparison';
import { SCENARIOS } from './scenarios';
import { SWEEPS } from './sweeps/sweeps';

const FEWEST_RUNS = 3;

/** The options of `npm run bench`. */
export interface CommandLine {
  readonly scenario?: string;
  readonly runs: number;
}

/** Parse the command line of this process. */
export function readCommandLine(): CommandLine {
  const names = [...SCENARIOS, ...COMPARISONS, ...SWEEPS].map(({ name }) => name);
  return new Command('npm run bench --')
    .description(
      'Compare Dayhaul with other programs, and write bench/results, docs/benchmarks and the tables of docs/benchmarks.md',
    )
    .addOption(new Option('--scenario <name>', 'Only this scenario, comparison or sweep').choices(names))
    .addOption(new Option('--runs <n>', 'Runs of each contestant').argParser(runs).default(FEWEST_RUNS))
    .parse()
    .opts<CommandLine>();
}

function runs(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < FEWEST_RUNS) throw new InvalidArgumentError(`Give at least ${FEWEST_RUNS}.`);
  return count;
}
