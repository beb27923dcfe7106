import type { WorkflowInternalsInterceptor, WorkflowInterceptors } from '@temporalio/workflow';

type Activate = NonNullable<WorkflowInternalsInterceptor['activate']>;
type Activation = Parameters<Activate>[0]['activation'];

/** The error of a query that reached a worker before the workflow task of the latest events. */
export const EARLY_QUERY = 'The worker is still loading this workflow. Retry in a few seconds.';

/**
 * Refuse events that arrive before their workflow task has started.
 *
 * The SDK may run a workflow on events that no workflow task has seen, to answer a query: after a worker died, a query reaches the
 * next one first. What the workflow does then is kept and sent with the task that follows, whose replay gets these events in
 * another grouping. See docs/decisions/0012. The refusal fails the query alone; the worker forgets the workflow and replays it when
 * the task comes.
 */
export function interceptors(): WorkflowInterceptors {
  let last: Activation | undefined;
  const activate: Activate = (input, next) => {
    const { activation } = input;
    const isQuery = activation.jobs?.some(({ queryWorkflow }) => queryWorkflow) ?? false;
    if (!isQuery && last && isBeforeTask(activation, last)) throw new Error(EARLY_QUERY);
    last = activation;
    next(input);
  };
  return { internals: [{ activate }] };
}

/** The size of the history and the time are those of the last workflow task that has started; the length is of all events. */
function isBeforeTask(now: Activation, last: Activation): boolean {
  return (
    Number(now.historyLength) > Number(last.historyLength) &&
    Number(now.historySizeBytes) > 0 &&
    Number(now.historySizeBytes) === Number(last.historySizeBytes) &&
    timeOf(now) === timeOf(last)
  );
}

function timeOf({ timestamp }: Activation): string {
  return `${Number(timestamp?.seconds)}.${timestamp?.nanos}`;
}
