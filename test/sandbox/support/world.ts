import { defaultPayloadConverter } from '@temporalio/common';
import type { ExportOptions } from '../../../src/domain/request/export-options';
import type { answersBy } from './answers';
import { type Random } from './answers';
import { pendingAfter, type Operation } from './pending';
import { openSandbox, type Command, type HistoryView, type Job } from './sandbox';

/** What one workflow task brings: events of the history, in their order, and updates, which come with the task alone. */
export interface Task {
  readonly events: readonly Job[];
  readonly updates: readonly Job[];
}

/** One run of an export that can be driven. */
export interface World {
  readonly operations: () => readonly Operation[];
  readonly hasEnded: () => boolean;
  /** Run the workflow once; the commands include those that follow from abandoned activities, which end at once. */
  readonly activate: (jobs: readonly Job[], view: HistoryView) => Promise<readonly Command[]>;
  readonly dispose: () => Promise<void>;
}

const EMPTY_TASK =
  'The end of an abandoned activity brings an export that goes on a workflow task without events (docs/decisions/0012).';

const OPTIONS: Partial<ExportOptions> = { daysPerChunk: 3, openJobs: 3, archive: '/tmp/archive' };

/** The start of an export as the first job of a workflow. */
export function startOfExport(): Job {
  const input = {
    account: 'default',
    resourceType: 'Messages',
    range: { startDay: '2024-03-01', endDay: '2024-03-20' },
    options: OPTIONS,
    isSearchable: true,
  };
  return {
    initializeWorkflow: {
      workflowType: 'exportDayRange',
      workflowId: 'export-default-Messages-2024-03-01..2024-03-20',
      arguments: [defaultPayloadConverter.toPayload(input)],
      attempt: 1,
    },
  };
}

export async function openWorld(): Promise<World> {
  const sandbox = await openSandbox('exportDayRange');
  let operations: readonly Operation[] = [];
  let isOver = false;
  const hasEnded = () => isOver;
  const activate = async (jobs: readonly Job[], view: HistoryView): Promise<readonly Command[]> => {
    operations = operations.filter((operation) => !jobs.some((job) => isEndOf(job, operation)));
    const commands = await sandbox.activate(jobs, view);
    const after = pendingAfter(operations, commands);
    operations = after.operations;
    isOver ||= after.hasEnded;
    if (after.abandoned.length === 0 || hasEnded()) return commands;
    const further = await activate(after.abandoned.map(cancelled), view);
    if (!hasEnded()) throw new Error(EMPTY_TASK);
    return [...commands, ...further];
  };
  return { operations: () => operations, hasEnded, activate, dispose: () => sandbox.dispose() };
}

/** Ends of a few pending operations, in any order. Those that were told to stop may do so or end well. */
export function drawEvents(random: Random, answer: ReturnType<typeof answersBy>, operations: readonly Operation[]) {
  const shuffled = operations.map((operation) => ({ operation, key: random() })).sort((a, b) => a.key - b.key);
  return shuffled.slice(0, 1 + Math.floor(random() * 3)).map(({ operation }): Job => {
    const { seq, name } = operation;
    if (name === 'timer') return { fireTimer: { seq } };
    if (operation.isCancelRequested && random() < 0.7) return random() < 0.5 ? cancelled(seq) : timedOut(operation);
    const result = defaultPayloadConverter.toPayload(answer(operation));
    return { resolveActivity: { seq, result: { completed: { result } } } };
  });
}

function cancelled(seq: number): Job {
  return { resolveActivity: { seq, result: { cancelled: { failure: { message: 'cancelled', canceledFailureInfo: {} } } } } };
}

/** The worker of a cancelled activity died: Temporal does not retry it. */
function timedOut({ seq, name }: Operation): Job {
  const cause = { message: 'activity Heartbeat timeout', timeoutFailureInfo: {} };
  const failure = { message: 'Activity task timed out', activityFailureInfo: { activityType: { name } }, cause };
  return { resolveActivity: { seq, result: { failed: { failure } } } };
}

/** Whether a job says that an operation has ended. */
export function isEndOf({ resolveActivity, fireTimer }: Job, { seq, name }: Operation): boolean {
  return name === 'timer' ? fireTimer?.seq === seq : resolveActivity?.seq === seq;
}
