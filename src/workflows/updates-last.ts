import type { WorkflowInternalsInterceptor, WorkflowInterceptors } from '@temporalio/workflow';
import { isLoopRunning, whenIdle } from './event-loop';

/**
 * Deliver updates after everything else that a workflow task brings.
 *
 * A replay may get events in one activation that the live run got in two, and it gets updates before all of them. An update belongs
 * to the later part: only a task that has started brings one. See docs/decisions/0012.
 */
export function interceptors(): WorkflowInterceptors {
  const activate: WorkflowInternalsInterceptor['activate'] = (input, next) => {
    const jobs = input.activation.jobs ?? [];
    const activationOf = (some: typeof jobs) => () => next({ ...input, activation: { ...input.activation, jobs: some } });
    const updates = isLoopRunning() ? jobs.filter(({ doUpdate }) => doUpdate) : [];
    for (const update of updates) whenIdle(activationOf([update]));
    activationOf(jobs.filter((job) => !updates.includes(job)))();
  };
  return { internals: [{ activate }] };
}
