import type { LogEntry } from '@temporalio/worker';
import { ownCommand } from '../../src/client/own-command';
import { workflowTaskLog } from '../../src/runtime/workflow-task-log';

const FAILURE =
  'Failure { failure: Some(Failure { message: "[TMPRL1100] Nondeterminism error: Activity machine does not handle ' +
  'this event: HistoryEvent(id: 75, \\"TimerStarted\\")", source: "", stack_trace: "" }), force_cause: Unspecified }';

const NONDETERMINISM =
  '[TMPRL1100] Nondeterminism error: Activity machine does not handle this event: HistoryEvent(id: 75, "TimerStarted")';

function messageOf(logged: LogEntry | undefined): string {
  return (logged?.meta?.['error'] as Error).message;
}

function entry(message: string, meta: Record<string, unknown>, level: LogEntry['level'] = 'DEBUG'): LogEntry {
  return { level, message, meta, timestampNanos: 0n };
}
const begun = (attempt: number, hasLegacyQuery = false) =>
  entry('Applying new workflow task from server', { runId: 'run', workflowId: 'export-1', attempt, hasLegacyQuery });
const evicted = (reason: string) => entry('Eviction requested', { runId: 'run', reason });
const failed = entry('Failing workflow task', { runId: 'run', failure: FAILURE }, 'WARN');

test('a failed workflow task is one entry: the workflow, the run, the attempt, the event and the remedy', () => {
  const log = workflowTaskLog();
  expect(log(begun(1))).toBeUndefined();
  const first = log(evicted(`Workflow activation completion failed: ${FAILURE}`));
  expect(first).toMatchObject({
    level: 'ERROR',
    message: 'Workflow task failed (run run)',
    meta: { workflowId: 'export-1', runId: 'run', attempt: 1 },
  });
  expect(messageOf(first)).toBe(`${NONDETERMINISM}. Temporal retries it. Show the state: ${ownCommand('status', 'export-1')}`);
  expect(log(failed)).toBeUndefined();
  log(begun(2));
  const second = log(evicted(`Workflow activation completion failed: ${FAILURE}`));
  expect(second?.meta).toMatchObject({ attempt: 2 });
  expect(messageOf(second)).toBe(
    `${NONDETERMINISM}. The workflow cannot be replayed and does not continue. ` +
      `Show the remedy: ${ownCommand('status', 'export-1')}`,
  );
});

test('a task that waited for a query of its run is reported', () => {
  const runId = '01a229c4-e7ff-7c66-8167-6943154206ba';
  const log = workflowTaskLog();
  const task = (meta: object) => entry('Applying new workflow task from server', { attempt: 1, hasLegacyQuery: false, ...meta });
  log(task({ runId, workflowId: 'export-1', hasLegacyQuery: true }));
  const token = `\n$01a229c3-fabd-752f-bf53-26e6436beed4\u0012\bexport-1\u001a$${runId} B(\u0001`;
  log(task({ attempt: 2, taskToken: Buffer.from(token, 'latin1').toString('base64') }));
  const reason = 'Workflow activation completion failed: Failure { message: "Bug" }';
  expect(log(entry('Eviction requested', { runId, reason }))).toMatchObject({
    level: 'ERROR',
    meta: { workflowId: 'export-1', runId, attempt: 2 },
  });
});

test('a failure without its start is reported', () => {
  expect(workflowTaskLog()(failed)).toMatchObject({ level: 'ERROR', meta: { runId: 'run' } });
});

test('a failed query is reported only when the workflow cannot be replayed', () => {
  const log = workflowTaskLog();
  log(begun(1, true));
  const expired = FAILURE.replace(/\[TMPRL1100\].*?", source/, 'Query expired", source');
  expect(log(evicted(`Workflow activation completion failed: ${expired}`))).toBeUndefined();
  expect(log(evicted(`Workflow activation completion failed: ${FAILURE}`))).toMatchObject({ level: 'ERROR' });
});

test('all other entries stay unchanged', () => {
  const log = workflowTaskLog();
  const others = [evicted('Cache full'), entry('Activity failed', { workflowId: 'export-1' }, 'WARN')];
  for (const other of others) expect(log(other)).toBe(other);
});
