import type { WorkflowInternalsInterceptor, WorkflowInterceptors } from '@temporalio/workflow';

type Activation = Parameters<NonNullable<WorkflowInternalsInterceptor['activate']>>[0]['activation'];
type Job = NonNullable<Activation['jobs']>[number];

/**
 * Keep what arrived before the next workflow task has started, and hand it over together with that task.
 *
 * The SDK may run a workflow on events that no workflow task has seen, to answer a query: after a worker died, a
 * query reaches the next one first. What the workflow does then is kept and sent with the task that follows, whose
 * replay gets these events in another grouping. See docs/decisions/0012. In a replay nothing is ever kept.
 */
export function interceptors(): WorkflowInterceptors {
  let kept: Job[] = [];
  let last: Activation | undefined;
  return {
    internals: [
      {
        activate(input, next) {
          const { activation } = input;
          const jobs = activation.jobs ?? [];
          if (jobs.some(({ queryWorkflow }) => queryWorkflow)) {
            next(input);
          } else if (last && isBeforeTask(activation, last)) {
            kept = [...kept, ...jobs];
            last = activation;
          } else {
            if (kept.length > 0) activation.jobs = [...kept, ...jobs].sort(byRank);
            kept = [];
            last = activation;
            next(input);
          }
        },
      },
    ],
  };
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

/** The order that the SDK gives to the jobs of one activation: messages first. */
function byRank(one: Job, other: Job): number {
  return Number(isMessage(other)) - Number(isMessage(one));
}

function isMessage({ signalWorkflow, doUpdate }: Job): boolean {
  return Boolean(signalWorkflow ?? doUpdate);
}
