import { sleep, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { ALTERED_MS, BAD_QUOTA } from './alterations';

/** The workflows of a bad release: a timer stands before the second poll of an export, or before each call of a quota. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { workflowId, continuedFromExecutionRunId } = workflowInfo();
  const isQuotaBad = workflowId.includes(BAD_QUOTA);
  const alteredPoll = continuedFromExecutionRunId === undefined ? 2 : 1;
  let polls = 0;
  return {
    inbound: [
      {
        handleUpdate: async (input, next) => {
          if (isQuotaBad) await sleep(ALTERED_MS);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: async (input, next) => {
          if (input.activityType === 'pollJobs') polls += 1;
          if (input.activityType === 'pollJobs' && polls === alteredPoll && !isQuotaBad)
            await sleep(ALTERED_MS);
          return next(input);
        },
      },
    ],
  };
};
