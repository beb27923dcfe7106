import type { LogEntry } from '@temporalio/worker';
import { ownCommand } from '../client/own-command';
import { isReplayFailure } from '../contract/failure-types';

/**
 * The log filter of the SDK's Core that makes failed workflow tasks visible (`telemetryOptions.logging.filter`). At WARN, Core logs
 * only the first failure of a row, without the workflow's id; at DEBUG each workflow task, and each eviction that a failure causes.
 */
export const WORKFLOW_TASK_FILTER = [
  'temporalio_sdk_core::worker::workflow::managed_run=debug',
  'temporalio_sdk_core::worker::workflow::workflow_stream=info', // its spans name the workflow
].join(',');

const BEGUN = 'Applying new workflow task from server';
const EVICTED = 'Eviction requested';
const FAILED: readonly string[] = ['Failing workflow task', 'Failing legacy query request'];

/** The prefix of an eviction's reason when it was caused by a failure. */
const FAILURE_REASON = 'Workflow activation completion failed';

/** Runs to remember; more than a worker caches. */
const MAX_RUNS = 2000;

interface WorkflowTask {
  readonly workflowId: string | undefined;
  readonly attempt: number | undefined;
  readonly isQuery: boolean;
}

/**
 * Turn Core's log entries on workflow tasks into one entry at ERROR per failed workflow task, with the workflow, the run, the
 * failure and the remedy. Undefined for an entry without new information; all others are returned as they are.
 */
export function workflowTaskLog(): (entry: LogEntry) => LogEntry | undefined {
  const tasks = new Map<unknown, WorkflowTask>();
  const reported = new Set<unknown>();
  return (entry) => {
    const { runId, reason, failure } = entry.meta ?? {};
    if (entry.message === BEGUN) {
      remember(tasks, entry);
      return undefined;
    }
    const isEvicted = entry.message === EVICTED && String(reason).startsWith(FAILURE_REASON);
    if (!isEvicted && !FAILED.includes(entry.message)) return entry;
    if (!isEvicted && reported.delete(runId)) return undefined;
    const task = tasks.get(runId) ?? { workflowId: undefined, attempt: undefined, isQuery: false };
    const message = messageIn(String(reason ?? failure));
    if (task.isQuery && !isReplayFailure(message)) return undefined;
    if (isEvicted && task.attempt === 1) reported.add(runId);
    return report(entry, task, message);
  };
}

function remember(tasks: Map<unknown, WorkflowTask>, { meta = {} }: LogEntry): void {
  const runId: unknown = meta['runId'] ?? runIdIn(String(meta['taskToken']));
  const workflowId = (meta['workflowId'] as string | undefined) ?? tasks.get(runId)?.workflowId;
  tasks.delete(runId);
  tasks.set(runId, { workflowId, attempt: Number(meta['attempt']), isQuery: String(meta['hasLegacyQuery']) === 'true' });
  if (tasks.size > MAX_RUNS) tasks.delete(tasks.keys().next().value);
}

/** A task that waited for another task of its run has no span with the run's id, but its token ends with the id. */
function runIdIn(taskToken: string): string | undefined {
  const token = Buffer.from(taskToken, 'base64').toString('latin1');
  return token.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)?.at(-1);
}

function report(entry: LogEntry, { workflowId, attempt, isQuery }: WorkflowTask, message: string): LogEntry {
  const runId = entry.meta?.['runId'] as string;
  const isLasting = isReplayFailure(message) && (isQuery || attempt !== 1); // the second attempt reads the whole history
  const status = ownCommand('status', workflowId ?? '<workflow-id>');
  const consequence = isLasting
    ? `The workflow cannot be replayed and does not continue. Show the remedy: ${status}`
    : `Temporal retries it. Show the state: ${status}`;
  const meta = { workflowId, runId, attempt, error: new Error(`${message.replace(/\.$/, '')}. ${consequence}`) };
  return { ...entry, level: 'ERROR', message: `Workflow task failed (run ${runId})`, meta };
}

/** Core logs a failure in the debug format of Rust. */
function messageIn(failure: string): string {
  const quoted = /message: "((?:[^"\\]|\\.)*)"/.exec(failure)?.[1];
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? failure;
}
