import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import type { WorkflowRun } from '../../tools/histories/read-histories';
import { startProgram } from '../../tools/programs/start-program';
import { spell } from '../calendar';
import type { ExportEnd, LedgerRange, Outcome, ProgressAtEnd } from '../observations';
import type { ExportSpec } from '../scenario';
import type { Harness } from './world';

/** Production intervals scaled down, so that an export takes seconds. */
const QUICK = { pollMinMs: 50, pollMaxMs: 250, resubmitAfterMs: 100, ambiguityWaitMs: 1000, cancelWithinMs: 4000 };

/** The same on the command line. */
const QUICK_ARGS = [
  ...['--poll-min', '50ms', '--poll-max', '250ms', '--resubmit-after', '100ms'],
  ...['--ambiguity-wait', '1s', '--cancel-within', '4s'],
];

/** The id of an export, as the starter gives it. */
export function idOf(account: string, { resourceType, range }: ExportSpec): string {
  return `export-${account}-${resourceType}-${spell(range)}`;
}

/** Start an export. */
export async function startExport(
  { temporal, account, archive }: Pick<Harness, 'temporal' | 'account' | 'archive'>,
  spec: ExportSpec,
): Promise<WorkflowRun> {
  const { resourceType, range, options, isArchived } = spec;
  const into = isArchived ? { archive } : {};
  const { workflowId, firstExecutionRunId } = await temporal.client.workflow.start('exportDayRange', {
    workflowId: idOf(account, spec),
    taskQueue: `dayhaul-${account}`,
    args: [{ account, resourceType, range, options: { ...QUICK, ...options, ...into } }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return { workflowId, runId: firstExecutionRunId };
}

/** Start an export once more as people do, with the starter; it asks only for what is missing. */
export async function startAgain(
  { lib, temporal, account, archive }: Pick<Harness, 'lib' | 'temporal' | 'account' | 'archive'>,
  { resourceType, range, options, isArchived }: ExportSpec,
): Promise<void> {
  const args = [
    ...['export', '--account', account, '--resource-type', resourceType],
    ...['--from', range.startDay, '--to', range.endDay, ...QUICK_ARGS],
    ...['--days-per-chunk', String(options.daysPerChunk), '--open-jobs', String(options.openJobs)],
    ...['--max-attempts', String(options.maxAttempts)],
    ...(isArchived ? ['--archive', archive] : []),
    ...(options.newestFirst ? ['--newest-first'] : []),
    ...(options.allowMissing ? ['--allow-missing'] : []),
    ...(options.waitForRecentDays ? ['--wait-for-recent-days'] : []),
  ];
  const env = isolatedEnvironment({ TEMPORAL_ADDRESS: temporal.address });
  const starter = await startProgram(join(lib, 'starter.js'), args, { env });
  const exitCode = await starter.exit;
  if (exitCode !== 0) throw new Error(`Starting an export again: ${starter.stderr() || starter.stdout()}`);
}

/** Whether an export does not run any more; false also when Temporal does not answer. */
export async function hasClosed(handle: WorkflowHandle): Promise<boolean> {
  try {
    return (await handle.describe()).status.name !== 'RUNNING';
  } catch {
    return false;
  }
}

/** How a closed export ended. */
export async function endOf(handle: WorkflowHandle): Promise<ExportEnd> {
  try {
    return { kind: 'completed', outcome: (await handle.result()) as Outcome };
  } catch (error) {
    const cause = error instanceof WorkflowFailedError ? error.cause : undefined;
    if (cause instanceof CancelledFailure) return { kind: 'cancelled' };
    if (cause instanceof ApplicationFailure && cause.type === 'DaysMissing') {
      return { kind: 'daysMissing', outcome: cause.details?.[0] as Outcome };
    }
    return { kind: 'failed', message: (cause ?? (error as Error)).message };
  }
}

/** What an export that did not end was about. */
export async function stuckMessages(handle: WorkflowHandle): Promise<readonly string[]> {
  const { raw } = await handle.describe();
  const pending = (raw.pendingActivities ?? []).map(
    ({ activityType, attempt, lastFailure }) =>
      `${activityType?.name ?? 'activity'}, attempt ${attempt ?? 1}: ${lastFailure?.message ?? 'no failure yet'}`,
  );
  const task = raw.pendingWorkflowTask;
  const workflowTask = task ? [`workflow task, attempt ${task.attempt ?? 1}`] : [];
  const progress = await readProgress(handle);
  return [...pending, ...workflowTask, progress?.waitingFor ?? 'it does not answer'];
}

/** How an export stands. */
export async function readProgress(handle: WorkflowHandle): Promise<ProgressAtEnd | undefined> {
  return ask<ProgressAtEnd>(handle, 'progress');
}

export async function readLedger(handle: WorkflowHandle): Promise<readonly LedgerRange[] | undefined> {
  return ask<readonly LedgerRange[]>(handle, 'ledger');
}

/** The answer to a query, asked until a worker is there to give it; undefined when none comes in time. */
async function ask<Answer>(handle: WorkflowHandle, query: string): Promise<Answer | undefined> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    try {
      return await handle.client.withDeadline(Date.now() + 5000, () => handle.query<Answer>(query));
    } catch {
      await pause(300);
    }
  }
  return undefined;
}
