import { sleep, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { ALTERED_MS, BAD_QUOTA } from './alterations';

/**
 * The workflows of a bad release: a timer stands before each poll of an export from the second on, or before each call of a quota.
 * A single poll does not do: when it is cancelled at once, nothing of it reaches the history. Everything else keeps its order, so
 * nothing else is awaited here.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { workflowId, continuedFromExecutionRunId } = workflowInfo();
  const isQuotaBad = workflowId.includes(BAD_QUOTA);
  const alteredPoll = continuedFromExecutionRunId === undefined ? 2 : 1;
  let polls = 0;
  return {
    inbound: [{ handleUpdate: (input, next) => (isQuotaBad ? sleep(ALTERED_MS).then(() => next(input)) : next(input)) }],
    outbound: [
      {
        scheduleActivity: (input, next) => {
          if (input.activityType === 'pollJobs') polls += 1;
          const isAltered = input.activityType === 'pollJobs' && polls >= alteredPoll && !isQuotaBad;
          return isAltered ? sleep(ALTERED_MS).then(() => next(input)) : next(input);
        },
      },
    ],
  };
};
