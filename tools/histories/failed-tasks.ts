import type { RunHistory } from './read-histories';

/**
 * Causes that are not a fault of the workflow: the server rejects a task whose answer comes too late or with new events, or a
 * worker or an operator asks for another one. The numbers are those of the API's `WorkflowTaskFailedCause`.
 *
 * @see https://github.com/temporalio/api/blob/master/temporal/api/enums/v1/failed_cause.proto
 */
const HARMLESS_CAUSES: Readonly<Record<number, string>> = {
  1: 'UNHANDLED_COMMAND',
  13: 'RESET_STICKY_TASK_QUEUE',
  17: 'FORCE_CLOSE_COMMAND',
  18: 'FAILOVER_CLOSE_COMMAND',
  20: 'RESET_WORKFLOW',
  31: 'UNHANDLED_UPDATE',
};

/**
 * Failures that the SDK and the server cause together when workers die; the retry passes (docs/decisions/0012). A query met a task
 * which another worker was on: the SDK fails the next task once, when the first one brought an update alone, or when the query saw
 * an activity or a timer cancelled that ends first. Or the server gave an update to a second task after a time-out: the first one
 * answers all the same, or one worker gets the update twice and answers it twice.
 */
const PASSING = [
  /No command scheduled for event HistoryEvent\(id: \d+, WorkflowExecutionUpdateAccepted\)/,
  /received \*update\.Acceptance message while in state Completed/,
  /Invalid transition while handling update response .* in state (RequestInitiated|CompletedImmediatelyAcceptCreated)/,
  /(Activity|Timer)Machine in state \w*Cancel\w*CommandCreated says the transition is invalid/,
];

/** The workflow tasks of a run that failed through a fault of its own, one sentence each. */
export function failedTasks({ workflowId, history }: RunHistory): readonly string[] {
  return (history.events ?? []).flatMap(({ eventId, workflowTaskFailedEventAttributes: failed }) => {
    if (!failed || (failed.cause ?? 0) in HARMLESS_CAUSES) return [];
    const reason = failed.failure?.message ?? `cause ${failed.cause ?? 'unknown'}`;
    if (PASSING.some((pattern) => pattern.test(reason))) return [];
    return [`${workflowId}: a workflow task failed at event ${String(eventId)}: ${reason}`];
  });
}
