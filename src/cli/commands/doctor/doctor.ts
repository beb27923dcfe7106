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
import { accountChecks, archiveChecks, clockCheck, twilioCheck, versionCheck, workerCheck } from './worker-checks';

const DESCRIPTION = `Requires a running worker. The worker requests the job list from Twilio, and writes and removes a small file in
each archive.

Exit code 0: no problems found. Exit code 1: problems found.`;

const MARKS = { ok: '✓', note: '·', failed: '✗', skipped: '?' } satisfies Record<CheckResult['state'], string>;

/** Define `doctor`. */
export function defineDoctor(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--archive <location>', 'Also check this archive. Archives of schedules and running exports are always checked')
    .option(...ACCOUNT_OPTION)
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('doctor', 'doctor --archive s3://bucket/twilio --json'))
    .action(async (flags: { archive?: string; account?: string; json?: boolean }) => {
      const archives = flags.archive === undefined ? [] : [resolveArchiveLocation(flags.archive)];
      const checks = runChecks(await collectDiagnostics(accountOf(flags), archives));
      const isWell = checks.every(({ state }) => state === 'ok' || state === 'note');
      console.log(flags.json ? JSON.stringify({ ok: isWell, checks }, undefined, 2) : describe(checks, isWell));
      process.exitCode = isWell ? 0 : 1;
    });
}

function describe(checks: readonly CheckResult[], isWell: boolean): string {
  const lines = checks.flatMap(({ check, state, message, remedy }) => [
    `${MARKS[state]} ${check.padEnd(9)} ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(12)}→ ${remedy}`]),
  ]);
  const verdict = isWell ? 'No problems found.' : 'Fix the items marked ✗.';
  return [...lines, '', verdict, ...nextCommands([isWell ? 'list' : 'doctor'])].join('\n');
}

/** Evaluate the diagnostics. */
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
