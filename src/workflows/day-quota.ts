import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { groupOfQuota } from '../contract/ids';
import { quotaCallUpdate, quotaQuery } from '../contract/messages';
import { addDays, dayOf } from '../domain/days/day-range';
import { describeQuota } from '../domain/describe/quota';
import { answerCall, validateCalls, validateLost } from '../domain/quota/calls';
import { openQuota, quotaAfterLoss, type DayQuota, type LostQuota } from '../domain/quota/day-quota';
import type { QuotaCall } from '../domain/quota/protocol';
import type { QuotaLimit } from '../domain/quota/quota-limit';
import { recordQuotaMetrics } from './metrics';
import { refuseIf } from './refuse-if';

/** Continue as new after this many updates even when the server does not suggest it. Each makes five events of the history. */
const MOST_UPDATES = 200;

interface DayQuotaInput {
  readonly quota?: DayQuota;
  /** Set when an earlier workflow of the same id ended, and its count with it. */
  readonly lost?: LostQuota;
}

/**
 * Orders the requests of all exports that share a quota. It calls nothing and waits for nothing: each reservation brings Twilio's clock.
 * Cancellation has no effect: a new workflow would forget what was requested today.
 */
export async function dayQuota(input: DayQuotaInput = {}): Promise<never> {
  let quota = firstState(input);
  let limit: QuotaLimit = 'none';
  let updates = 0;
  let isLong = false;
  setHandler(quotaQuery, () => quota, { description: 'The quota of the UTC day, with its leases and queue' });
  setHandler(
    quotaCallUpdate,
    (batch) => {
      const answers = batch.map((call) => {
        const [after, answer] = answerCall(quota, call);
        quota = after;
        if (call.call === 'reserve') limit = call.request.limit;
        return answer;
      });
      updates += 1;
      const { workflowId, continueAsNewSuggested } = workflowInfo();
      isLong = updates > MOST_UPDATES || continueAsNewSuggested;
      setCurrentDetails(describeQuota(quota));
      recordQuotaMetrics(groupOfQuota(workflowId) ?? workflowId, quota, limit);
      return answers;
    },
    {
      description: 'Reserve days, or record the results of reservations',
      validator: (batch: readonly QuotaCall[]) => {
        refuseIf(validateCalls(batch));
        const tomorrow = addDays(dayOf(Date.now()), 1);
        for (const call of batch) {
          if (call.call === 'closeDay' && call.utcDay > quota.utcDay && call.utcDay > tomorrow) {
            refuseIf([`The UTC day ${call.utcDay} cannot be closed: it has not begun.`]);
          }
        }
      },
    },
  );
  setCurrentDetails(describeQuota(quota));

  return CancellationScope.nonCancellable(async () => {
    await condition(() => isLong);
    await condition(allHandlersFinished);
    return continueAsNew<typeof dayQuota>({ quota });
  });
}

/** Only a run before this one passes the state of a quota: a client may pass nothing, or the end of an earlier workflow. */
function firstState({ quota, lost }: DayQuotaInput): DayQuota {
  if (quota && workflowInfo().continuedFromExecutionRunId !== undefined) return quota;
  refuseIf(validateLost(lost, 'input.lost'));
  return lost ? quotaAfterLoss(lost) : openQuota(0);
}
