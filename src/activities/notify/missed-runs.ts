import { activityInfo, getClient } from '@temporalio/activity';
import { scheduleIdOf } from '../../contract/ids';
import { missedRunNotice } from '../../domain/notify/notices';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { NotifyClient } from '../dependencies';

/** Announce the runs that the schedule of this run skipped or missed just before it. A pause is not announced. */
export async function announceMissedRuns({ announce }: NotifyClient, account: string, resourceType: ResourceType): Promise<void> {
  const { workflowId = '' } = activityInfo().workflowExecution ?? {};
  const { info } = await getClient().schedule.getHandle(scheduleIdOf(account, resourceType)).describe();
  const before = info.recentActions.map(({ action }) => action.workflow.workflowId).filter((id) => id < workflowId);
  const [since = '', now = ''] = [before.at(-1), workflowId].map((id) => /[^-]+-[^-]+-[^-]+$/.exec(id ?? '')?.[0]); // the id ends in its time
  const next = info.nextActionTimes.map(Number);
  const periodMs = Math.max(...next.slice(1).map((ms, index) => ms - (next[index] ?? ms)));
  const isGap = Date.parse(now) - Date.parse(since) > 1.5 * periodMs;
  const missed = info.numActionsMissedCatchupWindow + info.numActionsSkippedOverlap;
  if (isGap && missed > 0) await announce([missedRunNotice(since)]);
}
