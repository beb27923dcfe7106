import type { Command } from 'commander';
import { ACCOUNT_OPTION, accountOf } from '../../input/account';
import { resolveArchiveLocation } from '../../input/resolve-archive';
import { examples } from '../../output/examples';
import { nextCommands } from '../../output/print';
import { collectDiagnostics } from './collect-diagnostics';
import type { CheckResult } from './check';
import type { Diagnostics } from './diagnostics';
import { exportsChecks } from './exports-check';
import { quotaCheck } from './quota-check';
import { searchCheck, temporalCheck } from './temporal-checks';
import {
  accountChecks,
  archiveChecks,
  clockCheck,
  twilioCheck,
  versionCheck,
  workerCheck,
} from './worker-checks';

const NOTE = `
Exit code 0 when nothing has to be mended, 1 otherwise. A worker must run; it asks Twilio for the list of jobs, and writes
a small file to each archive and removes it.`;

const MARKS = { ok: '✓', note: '·', failed: '✗', skipped: '?' } satisfies Record<
  CheckResult['state'],
  string
>;

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
      const archives = flags.archive === undefined ? [] : [resolveArchiveLocation(flags.archive)];
      const checks = runChecks(await collectDiagnostics(accountOf(flags), archives));
      const isWell = checks.every(({ state }) => state === 'ok' || state === 'note');
      console.log(
        flags.json ? JSON.stringify({ ok: isWell, checks }, undefined, 2) : describe(checks, isWell),
      );
      process.exitCode = isWell ? 0 : 1;
    });
}

function describe(checks: readonly CheckResult[], isWell: boolean): string {
  const lines = checks.flatMap(({ check, state, message, remedy }) => [
    `${MARKS[state]} ${check.padEnd(9)} ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(12)}→ ${remedy}`]),
  ]);
  const verdict = isWell ? 'Nothing has to be mended.' : 'What is marked ✗ has to be mended.';
  return [...lines, '', verdict, ...nextCommands([isWell ? 'list' : 'doctor'])].join('\n');
}

/** Judge a set-up by what was found out. */
function runChecks(diagnostics: Diagnostics): CheckResult[] {
  return [
    temporalCheck(diagnostics),
    workerCheck(diagnostics),
    ...accountChecks(diagnostics),
    versionCheck(diagnostics),
    twilioCheck(diagnostics),
    clockCheck(diagnostics),
    quotaCheck(diagnostics),
    ...exportsChecks(diagnostics),
    ...archiveChecks(diagnostics),
    searchCheck(diagnostics),
  ];
}
