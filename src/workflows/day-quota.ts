import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { FAILURE } from '../contract/failure-types';
import { quotaCallUpdate, quotaQuery } from '../contract/messages';
import { addDays, dayOf } from '../domain/days/day-range';
import { describeQuota } from '../domain/describe/quota';
import { answerCall } from '../domain/quota/answer-call';
import { openQuota, type DayQuota } from '../domain/quota/day-quota';
import type { QuotaCall } from '../domain/quota/protocol';
import { recordQuotaMetrics } from './metrics';

/** Continue as new after this many calls even when the server does not suggest it. Each makes five events of the history. */
const MOST_CALLS = 200;

interface DayQuotaInput {
  /** What the run before this one had reached. */
  readonly quota?: DayQuota;
}

/**
 * The one place where the requests of everybody who shares a quota are put in order. It asks nobody and waits for
 * nothing: who asks it tells it Twilio's time.
 */
export async function dayQuota(input: DayQuotaInput): Promise<never> {
  let quota = input.quota ?? openQuota(0);
  let calls = 0;
  let isLong = false;
  setHandler(quotaQuery, () => quota, { description: 'Who may request how many days today' });
  setHandler(
    quotaCallUpdate,
    (call) => {
      const [after, answer] = answerCall(quota, call);
      quota = after;
      calls += 1;
      isLong = calls > MOST_CALLS || workflowInfo().continueAsNewSuggested;
      setCurrentDetails(describeQuota(quota));
      recordQuotaMetrics(workflowInfo().workflowId, quota, call);
      return answer;
    },
    {
      description: 'Reserve days, or tell what became of a reservation',
      validator: (call: QuotaCall) => {
        const tomorrow = addDays(dayOf(Date.now()), 1);
        if (call.call === 'closeDay' && call.utcDay > quota.utcDay && call.utcDay > tomorrow) {
          throw ApplicationFailure.nonRetryable(`${call.utcDay} has not come yet.`, FAILURE.badInput);
        }
      },
    },
  );
  setCurrentDetails(describeQuota(quota));

  await condition(() => isLong);
  await condition(allHandlersFinished);
  return continueAsNew<typeof dayQuota>({ quota });
}
