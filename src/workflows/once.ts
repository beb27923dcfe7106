import { ActivityFailure, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/** The activities, each with one attempt: a user waits for its result. */
export const once = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});

/** A part that could not be read has the cause, a sentence. */
export type Read<T> = T | { readonly problem: string };

/** The result of an activity, or why there is none. */
export async function orProblem<T>(reading: Promise<T>): Promise<Read<T>> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { problem: (error.cause ?? error).message };
  }
}
