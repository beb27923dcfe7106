import { sleep, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { BAD_QUOTA } from './bad-quota';

const ALTERED_POLL = 2;

/** The workflows of a bad release: a timer stands before the second poll of an export, or before each call of a quota. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const isQuotaBad = workflowInfo().workflowId.includes(BAD_QUOTA);
  let polls = 0;
  return {
    inbound: [
      {
        handleUpdate: async (input, next) => {
          if (isQuotaBad) await sleep(1);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: async (input, next) => {
          if (input.activityType === 'pollJobs') polls += 1;
          if (input.activityType === 'pollJobs' && polls === ALTERED_POLL && !isQuotaBad) await sleep(1);
          return next(input);
        },
      },
    ],
  };
};
