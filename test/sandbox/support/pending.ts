import { defaultPayloadConverter } from '@temporalio/common';
import { coresdk } from '@temporalio/proto';
import type { Command } from './sandbox';

/** An activity or a timer that the workflow has started and that has not ended. */
export interface Operation {
  readonly seq: number;
  /** The name of the activity; `timer` for a timer. */
  readonly name: string;
  readonly input?: unknown;
  /** Set when it ends as soon as its cancellation is requested. */
  readonly isAbandonable?: boolean;
  readonly isCancelRequested?: true;
}

/** What a workflow waits for, by its commands. */
export interface Pending {
  readonly operations: readonly Operation[];
  /** Activities whose cancellation was requested and that ended with it; the workflow has to be told. */
  readonly abandoned: readonly number[];
  readonly hasEnded: boolean;
}

const { TRY_CANCEL } = coresdk.workflow_commands.ActivityCancellationType;

/** What a workflow waits for after it gave some commands. */
export function pendingAfter(before: readonly Operation[], commands: readonly Command[]): Pending {
  let operations = [...before];
  const abandoned: number[] = [];
  let hasEnded = false;
  for (const command of commands) {
    const { scheduleActivity, startTimer, cancelTimer, requestCancelActivity } = command;
    if (scheduleActivity) {
      operations.push({
        seq: Number(scheduleActivity.seq),
        name: String(scheduleActivity.activityType),
        input: scheduleActivity.arguments?.map((value) => defaultPayloadConverter.fromPayload(value))[0],
        isAbandonable: (scheduleActivity.cancellationType ?? TRY_CANCEL) === TRY_CANCEL,
      });
    } else if (startTimer) operations.push({ seq: Number(startTimer.seq), name: 'timer' });
    else if (cancelTimer) operations = operations.filter((other) => !isTimer(other, cancelTimer.seq));
    else if (requestCancelActivity) {
      const cancelled = operations.find((other) => isActivity(other, requestCancelActivity.seq));
      operations = operations.filter((other) => other !== cancelled);
      if (cancelled?.isAbandonable) abandoned.push(cancelled.seq);
      else if (cancelled) operations.push({ ...cancelled, isCancelRequested: true });
    } else if (endsRun(command)) hasEnded = true;
  }
  return { operations, abandoned, hasEnded };
}

function isTimer({ seq, name }: Operation, requested: unknown): boolean {
  return name === 'timer' && seq === requested;
}

function isActivity({ seq, name }: Operation, requested: unknown): boolean {
  return name !== 'timer' && seq === requested;
}

function endsRun(command: Command): boolean {
  return Boolean(
    command.completeWorkflowExecution ??
    command.failWorkflowExecution ??
    command.cancelWorkflowExecution ??
    command.continueAsNewWorkflowExecution,
  );
}
