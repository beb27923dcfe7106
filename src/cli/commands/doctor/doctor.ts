import type { Command } from 'commander';
import { addAction, type Flags, type Result } from '../../action';
import { resolveArchiveLocation } from '../../input/option-flags';
import { ACCOUNT_OPTION, accountOf } from '../../input/targets';
import { collectDiagnostics, type CheckResult, type Diagnostics, type Verdict } from './collect-diagnostics';
import { judgeExports, judgeSearch, judgeTemporal } from './judge-temporal';
import { judgeAccounts, judgeArchives, judgeClocks, judgeQuota, judgeTwilio, judgeVersion, judgeWorker } from './judge-worker';

const DESCRIPTION = `Requires a running worker. The worker requests the job list from Twilio, and writes and removes a small file in
each archive.

Exit code 0: no problems found. Exit code 1: problems found.`;

const MARKS = { ok: '✓', note: '·', failed: '✗', skipped: '?' } satisfies Record<CheckResult['state'], string>;

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--archive <location>', 'Also check this archive. Archives of schedules and running exports are always checked')
    .option(...ACCOUNT_OPTION);
  addAction(command, ['doctor', 'doctor --archive s3://bucket/twilio --json'], examine);
}

async function examine(flags: Flags): Promise<Result> {
  const archives = flags.archive === undefined ? [] : [resolveArchiveLocation(flags.archive)];
  const checks = runChecks(await collectDiagnostics(accountOf(flags), archives));
  const isWell = checks.every(({ state }) => state === 'ok' || state === 'note');
  const lines = checks.flatMap(({ check, state, message, remedy }) => [
    `${MARKS[state]} ${check.padEnd(9)} ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(12)}→ ${remedy}`]),
  ]);
  return {
    facts: { ok: isWell, checks },
    lines: [...lines, '', isWell ? 'No problems found.' : 'Fix the items marked ✗.'],
    next: [[isWell ? 'list' : 'doctor']],
    exitCode: isWell ? 0 : 1,
  };
}

function runChecks(found: Diagnostics): CheckResult[] {
  const { account, temporal, worker, pollers, starterMs, quota, failing, searchAttributes } = found;
  const running = worker && !('problem' in worker) ? worker : undefined;
  const twilioMs = running?.twilio.problem === undefined ? running?.twilio.nowMs : undefined;
  return [
    { check: 'Temporal', ...judgeTemporal(temporal) },
    { check: 'Worker', ...(worker ? judgeWorker(worker, account) : skipped('Temporal')) },
    ...judgeAccounts(pollers ?? [], account).map((verdict) => ({ check: 'Accounts', ...verdict })),
    { check: 'Version', ...(running ? judgeVersion(running) : skipped('a running worker')) },
    { check: 'Twilio', ...(running ? judgeTwilio(running) : skipped('a running worker')) },
    { check: 'Clocks', ...(running && twilioMs !== undefined ? judgeClocks(running, starterMs, twilioMs) : skipped('Twilio')) },
    { check: 'Quota', ...(running ? judgeQuota(running, quota) : skipped('a running worker')) },
    ...(failing ? judgeExports(failing) : [skipped('Temporal')]).map((verdict) => ({ check: 'Exports', ...verdict })),
    ...(running ? judgeArchives(running) : []).map((verdict) => ({ check: 'Archive', ...verdict })),
    { check: 'Search', ...(searchAttributes ? judgeSearch(searchAttributes) : skipped('Temporal')) },
  ];
}

function skipped(required: string): Verdict {
  return { state: 'skipped', message: `Skipped: requires ${required}.` };
}
