import type { Client } from '@temporalio/client';
import { readHistories, type RunHistory } from '../../tools/histories/read-histories';

type HistoryEvent = NonNullable<RunHistory['history']['events']>[number];

/**
 * The events of workflows, over all their runs, and the Actions that Temporal Cloud would bill for them: starts and continued runs,
 * timers, messages, updates of search attributes, and attempts of activities. Heartbeats and queries leave no event.
 */
export async function countHistories(
  client: Client,
  workflowIds: readonly string[],
): Promise<{ readonly events: number; readonly actions: number }> {
  const histories = await readHistories(
    client,
    workflowIds.map((workflowId) => ({ workflowId })),
  );
  const events = histories.flatMap(({ history }) => history.events ?? []);
  return { events: events.length, actions: events.reduce((sum, event) => sum + actionsOf(event), 0) };
}

function actionsOf(event: HistoryEvent): number {
  const isAction =
    event.workflowExecutionStartedEventAttributes ??
    event.timerStartedEventAttributes ??
    event.workflowExecutionSignaledEventAttributes ??
    event.workflowExecutionUpdateAcceptedEventAttributes ??
    event.upsertWorkflowSearchAttributesEventAttributes;
  return event.activityTaskStartedEventAttributes?.attempt ?? (isAction ? 1 : 0);
}
