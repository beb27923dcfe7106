import type { Command } from 'commander';
import { addAction, type Flags, type Result } from '../../action';
import { resolveArchiveLocation } from '../../input/option-flags';
import { ACCOUNT_OPTION, somePlaceOf } from '../../input/targets';
import type { CheckResult, Verdict } from './check-result';
import { collectDiagnostics, type Diagnostics } from './collect-diagnostics';
import { judgeAccounts, judgeArchives, judgeClocks, judgeQuota, judgeTwilio, judgeVersion, judgeWorker } from './judge-worker';
import { ownCommand } from '../../../client/own-command';
import { SEARCH_ATTRIBUTES } from '../../../contract/search-attributes';
import { formatDays } from '../../../domain/format';

const DESCRIPTION = `Requires a running worker. The worker requests the job list from Twilio, and writes and removes a small file in
each archive.

Exit code 0: no problems found. Exit code 1: problems found.`;

const MARKS = { ok: '✓', note: '·', failed: '✗', skipped: '?' } satisfies Record<CheckResult['state'], string>;

const NO_LEFTOVERS: Verdict = { state: 'ok', message: 'No workflow or schedule is left over.' };

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--archive <location>', 'Also check this archive. Archives of schedules and running exports are always checked')
    .option(...ACCOUNT_OPTION);
  addAction(command, ['doctor', 'doctor --archive s3://bucket/twilio --json'], examine);
}

async function examine(flags: Flags): Promise<Result> {
  const archives = flags.archive === undefined ? [] : [resolveArchiveLocation(flags.archive)];
  const found = await collectDiagnostics(somePlaceOf(flags), archives);
  const checks = runChecks(found);
  const isWell = checks.every(({ state }) => state === 'ok' || state === 'note');
  const lines = checks.flatMap(({ check, state, message, remedy }) => [
    `${MARKS[state]} ${check.padEnd(9)} ${message}`,
    ...(remedy?.split('\n').map((line) => `${' '.repeat(12)}→ ${line}`) ?? []),
  ]);
  return {
    facts: { ok: isWell, checks, workers: found.workers },
    lines: [...lines, '', isWell ? 'No problems found.' : 'Fix the items marked ✗.'],
    next: [[isWell ? 'list' : 'doctor']],
    exitCode: isWell ? 0 : 1,
  };
}

function runChecks(found: Diagnostics): CheckResult[] {
  const { account, temporal, worker, pollers, workers, starterMs, quota, failing, leftovers, searchAttributes } = found;
  const running = worker && !('problem' in worker) ? worker : undefined;
  const twilioMs = running?.twilio.problem === undefined ? running?.twilio.nowMs : undefined;
  return [
    { check: 'Temporal', ...judgeTemporal(temporal) },
    { check: 'Worker', ...(worker ? judgeWorker(worker) : skipped('Temporal')) },
    ...judgeAccounts(pollers ?? [], account).map((verdict) => ({ check: 'Accounts', ...verdict })),
    { check: 'Version', ...(running ? judgeVersion(running, workers ?? []) : skipped('a running worker')) },
    { check: 'Twilio', ...(running ? judgeTwilio(running) : skipped('a running worker')) },
    { check: 'Clocks', ...(running && twilioMs !== undefined ? judgeClocks(running, starterMs, twilioMs) : skipped('Twilio')) },
    { check: 'Quota', ...(running ? judgeQuota(running, quota) : skipped('a running worker')) },
    ...(failing ? judgeExports(failing) : [skipped('Temporal')]).map((verdict) => ({ check: 'Exports', ...verdict })),
    ...(leftovers?.length === 0 ? [NO_LEFTOVERS] : (leftovers ?? [])).map((verdict) => ({ check: 'Leftovers', ...verdict })),
    ...(running ? judgeArchives(running) : []).map((verdict) => ({ check: 'Archive', ...verdict })),
    { check: 'Search', ...(searchAttributes ? judgeSearch(searchAttributes) : skipped('Temporal')) },
  ];
}

function skipped(required: string): Verdict {
  return { state: 'skipped', message: `Skipped: requires ${required}.` };
}

export function judgeTemporal(temporal: Diagnostics['temporal']): Verdict {
  if ('problem' in temporal) return { state: 'failed', message: temporal.problem };
  const { address, namespace, serverVersion, retentionDays, missingSupport } = temporal;
  if (missingSupport !== undefined) return { state: 'failed', message: missingSupport };
  const kept = retentionDays === undefined ? '' : ` Closed exports are kept for ${formatDays(retentionDays)}.`;
  return { state: 'ok', message: `Server ${serverVersion} at ${address}, namespace ${namespace}.${kept}` };
}

/** Whether the Temporal UI can filter exports. Exports work without it. */
export function judgeSearch(searchAttributes: NonNullable<Diagnostics['searchAttributes']>): Verdict {
  if ('problem' in searchAttributes) return { state: 'note', message: searchAttributes.problem };
  const { missing, mistyped } = searchAttributes;
  if (mistyped.length > 0) {
    const types = mistyped.map((name) => `${name} (${SEARCH_ATTRIBUTES[name]})`).join(', ');
    const message = `Search attributes with the wrong type: ${mistyped.join(', ')}.`;
    return { state: 'failed', message, remedy: `Remove them from the namespace, then add ${types}: ${ownCommand('setup')}` };
  }
  if (missing.length > 0) {
    const message = 'Search attributes are not installed, so the Temporal UI cannot filter exports.';
    return { state: 'note', message, remedy: ownCommand('setup') };
  }
  return { state: 'ok', message: 'The Temporal UI can filter exports by phase, days and missing days.' };
}

/** Whether the workflows of exports and of their quota make progress: a verdict for each that does not. */
export function judgeExports(failing: NonNullable<Diagnostics['failing']>): Verdict[] {
  if (failing.length === 0) return [{ state: 'ok', message: 'No failing workflow tasks.' }];
  return failing.map(({ workflowId, problem, remedy }) => ({ state: 'failed', message: `${workflowId}: ${problem}`, remedy }));
}
