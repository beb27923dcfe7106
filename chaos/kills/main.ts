import { join } from 'node:path';
import { Command } from 'commander';
import { silenceReplays } from '../../tools/histories/silence-replays';
import { wholeNumber } from '../whole-number';
import { runUntilKilled, type KillResult } from './run-until-killed';

interface Flags {
  readonly kills: number;
  readonly fromSeed: number;
  readonly parallel: number;
  readonly lib: string;
}

/** Exit code 1 when something happened that must never happen. */
async function main(): Promise<void> {
  const program = new Command('kills')
    .description('kill the worker of exports into an archive again and again, and check what came of them')
    .option('--kills <n>', 'how many kills in total, at least', wholeNumber, 200)
    .option('--from-seed <n>', 'the first seed', wholeNumber, 1)
    .option('--parallel <n>', 'runs at once', wholeNumber, 3)
    .option('--lib <folder>', 'the build to run', join(__dirname, '..', '..'));
  await program.parseAsync();
  silenceReplays();
  const startMs = performance.now();
  const results = await runUntilKilled({
    ...program.opts<Flags>(),
    onResult: (result) => {
      console.error(describeResult(result));
    },
  });
  const minutes = Math.round((performance.now() - startMs) / 6000) / 10;
  const kills = results.reduce((sum, result) => sum + result.kills, 0);
  const broken = results.filter(({ violations }) => violations.length > 0);
  console.log(
    `${new Date().toISOString()}: ${kills} kills in ${results.length} runs and ${minutes} minutes, ` +
      `${broken.length} runs with violations${broken.length > 0 ? `: seeds ${broken.map(({ plan }) => plan.seed).join(', ')}` : ''}.`,
  );
  process.exitCode = broken.length > 0 ? 1 : 0;
}

function describeResult({ plan, kills, seconds, stickyTimeouts, violations }: KillResult): string {
  const word = violations.length === 0 ? 'fine' : 'VIOLATED';
  const longestMs = Math.max(...plan.kills.map(({ afterMs }) => afterMs));
  const head =
    `Seed ${plan.seed}: ${word}, ${plan.exports.length} exports, ${plan.workers} workers, ${plan.hasOperator ? 'an operator, ' : ''}${kills} kills at most ${longestMs} ms apart, ` +
    `${stickyTimeouts} sticky time-outs, ${seconds} s`;
  return [head, ...violations.slice(0, 10).map((violation) => `  ! ${violation.slice(0, 600)}`)].join('\n');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
