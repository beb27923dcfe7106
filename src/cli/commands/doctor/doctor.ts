import type { Command } from 'commander';
import { ACCOUNT_OPTION, accountOf } from '../../input/account';
import { readArchive } from '../../input/resolve-archive';
import { examples } from '../../output/examples';
import { nextCommands } from '../../output/print';
import { findFacts } from './collect-diagnostics';
import type { CheckUp } from './check';
import type { Facts } from './diagnostics';
import { exportsChecks } from './exports-check';
import { quotaCheck } from './quota-check';
import { searchCheck, temporalCheck } from './temporal-checks';
import { archiveChecks, clockCheck, twilioCheck, versionCheck, workerCheck } from './worker-checks';

const NOTE = `
Exit code 0 when nothing has to be mended, 1 otherwise. A worker must run; it asks Twilio for the list of jobs, and writes
a small file to each archive and removes it.`;

const MARKS = { ok: '✓', note: '·', failed: '✗', unknown: '?' } satisfies Record<CheckUp['state'], string>;

/** Define `doctor`: what is wrong with a set-up, and what to do about it. */
export function defineDoctor(command: Command): void {
  command
    .option(
      '--archive <place>',
      'also try to write to this one; those of schedules and running exports are tried anyway',
    )
    .option(...ACCOUNT_OPTION)
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', NOTE)
    .addHelpText('after', examples('doctor', 'doctor --archive s3://bucket/twilio --json'))
    .action(async (flags: { archive?: string; account?: string; json?: boolean }) => {
      const archives = flags.archive === undefined ? [] : [readArchive(flags.archive)];
      const checks = checkUps(await findFacts(accountOf(flags), archives));
      const isWell = checks.every(({ state }) => state === 'ok' || state === 'note');
      console.log(
        flags.json ? JSON.stringify({ ok: isWell, checks }, undefined, 2) : describe(checks, isWell),
      );
      process.exitCode = isWell ? 0 : 1;
    });
}

function describe(checks: readonly CheckUp[], isWell: boolean): string {
  const lines = checks.flatMap(({ check, state, words, remedy }) => [
    `${MARKS[state]} ${check.padEnd(9)} ${words}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(12)}→ ${remedy}`]),
  ]);
  const verdict = isWell ? 'Nothing has to be mended.' : 'What is marked ✗ has to be mended.';
  return [...lines, '', verdict, ...nextCommands(isWell ? 'list' : 'doctor')].join('\n');
}

/** Judge a set-up by what was found out. */
function checkUps(facts: Facts): CheckUp[] {
  return [
    temporalCheck(facts),
    workerCheck(facts),
    versionCheck(facts),
    twilioCheck(facts),
    clockCheck(facts),
    quotaCheck(facts),
    ...exportsChecks(facts),
    ...archiveChecks(facts),
    searchCheck(facts),
  ];
}
