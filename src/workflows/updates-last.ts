import type { WorkflowInterceptors } from '@temporalio/workflow';
import { isLoopRunning, whenIdle } from './event-loop';

/**
 * Deliver updates after everything else that a workflow task brings.
 *
 * A replay may get events in one activation that the live run got in two, and it gets updates before all of them. An update belongs
 * to the later part: only a task that has started brings one. See docs/decisions/0012.
 */
export function interceptors(): WorkflowInterceptors {
  return {
    internals: [
      {
        activate(input, next) {
          const { jobs } = input.activation;
          if (!isLoopRunning() || !jobs?.some(({ doUpdate }) => doUpdate)) {
            next(input);
            return;
          }
          for (const job of jobs.filter(({ doUpdate }) => doUpdate)) {
            whenIdle(() => {
              next({ ...input, activation: { ...input.activation, jobs: [job] } });
            });
          }
          next({ ...input, activation: { ...input.activation, jobs: jobs.filter(({ doUpdate }) => !doUpdate) } });
        },
      },
    ],
  };
}
