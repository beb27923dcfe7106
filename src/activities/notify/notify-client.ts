import { activityInfo, getClient } from '@temporalio/activity';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { notifierWorkflowId, scheduleIdOf, withoutScheduledTime } from '../../contract/ids';
import { announceUpdate } from '../../contract/messages';
import type { Announcement, Notice } from '../../domain/notify/notice';
import { missedRunNotice } from '../../domain/notify/notices';
import { commandLine } from '../../domain/request/command-line';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { activity, noBackoff, type BoundInput } from '../attempt/activity';
import type { NotifyClient } from '../dependencies';

const ANSWER_TIMEOUT_MS = 10_000;

/** How often a lasting cause is announced again, so that the notifier does not take it for a new one, milliseconds. */
const REPEAT_MS = 6 * 3_600_000;

/** Announcements go through the client of the worker to the notifier of the account, which is started if it is not running. */
export function notifyClient(account: string, targets: NotifyClient['targets'], send: NotifyClient['send']): NotifyClient {
  const announcedAtMs = new Map<string, number>();
  const announce: NotifyClient['announce'] = async (notices) => {
    const { workflowExecution: { workflowId } = { workflowId: '' }, workflowType } = activityInfo();
    if (workflowType !== 'exportDayRange') return; // a preview concerns only the one who asked
    const receivers = targets.filter(({ kind }) => kind !== 'heartbeat' || withoutScheduledTime(workflowId) !== workflowId);
    for (const notice of notices) {
      const { type, cause = workflowId, summary, ok = false, next = ['status', workflowId], facts } = notice;
      const takers = receivers.filter(({ events }) => notices.find((each) => events.includes(each.type)) === notice);
      const key = `${type} ${cause}`;
      if (takers.length === 0 || performance.now() - (announcedAtMs.get(key) ?? -Infinity) < REPEAT_MS) continue;
      const data = { account, workflowId, ...facts, ok, summary, next: `dayhaul ${commandLine(next)}` };
      await callNotifier(account, { cause: key, content: { type, data }, targets: takers.map(({ name }) => name) });
      announcedAtMs.set(key, performance.now());
    }
  };
  return { targets, send, announce, mention: (notices) => void announce(notices).catch(() => undefined) };
}

function callNotifier(account: string, announcement: Announcement): Promise<unknown> {
  const client = getClient();
  const startWorkflowOperation = new WithStartWorkflowOperation('notifier', {
    workflowId: notifierWorkflowId(account),
    taskQueue: activityInfo().taskQueue,
    args: [{ account }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `notifications of account ${account}`,
  });
  return client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
    client.workflow.executeUpdateWithStart(announceUpdate, { args: [announcement], startWorkflowOperation }),
  );
}

/** An export ends without its announcement when the notifier does not respond to so many attempts. */
const MOST_ATTEMPTS = 20;

/** Announce the end of an export. A worker that no longer notifies does nothing. */
export const announceEnd = activity(noBackoff, async (attempt, input: BoundInput & { readonly notices: readonly Notice[] }) => {
  if (attempt.number <= MOST_ATTEMPTS) await attempt.notify?.announce(input.notices);
});

/** Announce the runs that the schedule of this run skipped or missed just before it. A pause is not announced. */
export async function announceMissedRuns({ announce }: NotifyClient, account: string, resourceType: ResourceType): Promise<void> {
  const { workflowId = '' } = activityInfo().workflowExecution ?? {};
  const { info } = await getClient().schedule.getHandle(scheduleIdOf(account, resourceType)).describe();
  const before = info.recentActions.map(({ action }) => action.workflow.workflowId).filter((id) => id < workflowId);
  const [since = '', now = ''] = [before.at(-1), workflowId].map((id) => /[^-]+-[^-]+-[^-]+$/.exec(id ?? '')?.[0]); // the id ends in its time
  const next = info.nextActionTimes.map(Number);
  const periodMs = Math.max(...next.slice(1).map((ms, index) => ms - (next[index] ?? ms)));
  const isGap = Date.parse(now) - Date.parse(since) > 1.5 * periodMs;
  if (isGap && info.numActionsMissedCatchupWindow + info.numActionsSkippedOverlap > 0) await announce([missedRunNotice(since)]);
}
