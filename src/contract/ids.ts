import { formatRange, type DayRange } from '../domain/days/day-range';
import type { ResourceType } from '../domain/twilio/resource-type';

/** What the label of an account is, for messages. */
export const ACCOUNT_LABEL = '1 to 64 letters, digits, dots, dashes or underscores, not starting with group- or quota-';

/** The label of an account becomes part of workflow ids and of the task queue's name. Two prefixes name other task queues. */
export function isAccountLabel(text: string): boolean {
  return /^(?!group-|quota-)[A-Za-z0-9_.-]{1,64}$/.test(text);
}

const TASK_QUEUE_PREFIX = 'dayhaul-';

/** The task queue of an account: no worker gets the work of another account. */
export function taskQueueOf(account: string): string {
  return `${TASK_QUEUE_PREFIX}${account}`;
}

/** The label of the account with that task queue; undefined for the task queue of a group of accounts. */
export function accountOfTaskQueue(taskQueue: string): string | undefined {
  return taskQueue.startsWith(groupTaskQueueOf('')) ? undefined : taskQueue.slice(TASK_QUEUE_PREFIX.length);
}

/** The task queue of all accounts of a group in an accounts file. */
export function groupTaskQueueOf(group: string): string {
  return `${TASK_QUEUE_PREFIX}group-${group}`;
}

const QUOTA_PREFIX = 'day-quota-';

/** The workflow id of the quota that a group of accounts shares: a parent and its subaccounts. */
export function quotaWorkflowId(group: string): string {
  return `${QUOTA_PREFIX}${group}`;
}

/** The group of a quota by its workflow id; undefined for the id of another workflow. */
export function groupOfQuota(workflowId: string): string | undefined {
  return workflowId.startsWith(QUOTA_PREFIX) ? workflowId.slice(QUOTA_PREFIX.length) : undefined;
}

/** The task queue of a quota, which every worker of the group serves. */
export function quotaTaskQueueOf(group: string): string {
  return `dayhaul-quota-${group}`;
}

/** The workflow id of the notifier of an account. */
export function notifierWorkflowId(account: string): string {
  return `notifier-${account}`;
}

/** The workflow id of an export. The same request has the same id, so that a second start attaches. */
export function exportWorkflowId(account: string, resourceType: ResourceType, range: DayRange): string {
  return `export-${account}-${resourceType}-${range.startDay}..${range.endDay}`;
}

/** The label of the account of an export, by its task queue, or for a group of accounts by its workflow id. */
export function accountOfExport({ workflowId, taskQueue }: { readonly workflowId: string; readonly taskQueue: string }) {
  return accountOfTaskQueue(taskQueue) ?? /^export-(.+)-[A-Z][a-z]+-(?:\d|scheduled)/.exec(workflowId)?.[1];
}

/** The schedule that keeps a resource type of an account up to date. */
export function scheduleIdOf(account: string, resourceType: ResourceType): string {
  return `schedule-${account}-${resourceType}`;
}

/** The workflow id of a schedule's exports, to which Temporal adds the time for which each was scheduled. */
export function scheduledWorkflowId(account: string, resourceType: ResourceType): string {
  return `export-${account}-${resourceType}-scheduled`;
}

/** The workflow id of a schedule's export without the time for which it was scheduled; any other as it is. */
export function withoutScheduledTime(workflowId: string): string {
  return workflowId.replace(/-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, '');
}

/** The name of an export's report in an archive: its workflow id, without characters that a file name must not have. */
export function reportIdOf(workflowId: string): string {
  const name = workflowId.replaceAll(/[^A-Za-z0-9_.-]/g, '').replace(/^[^A-Za-z0-9]+/, '');
  return name.slice(0, 200) || 'export';
}

/** The `FriendlyName` of a job, unique per submission: by it a job is found after a lost response to its create. */
export function friendlyNameOf(nonce: string, range: DayRange, submission: number): string {
  return `${prefixOf(nonce)}${formatRange(range)} submission ${submission}`;
}

/** Whether a job was submitted by the export with that nonce. */
export function isNamedBy(nonce: string, friendlyName: string | undefined): boolean {
  return friendlyName?.startsWith(prefixOf(nonce)) ?? false;
}

/** The nonce in the name of a job that Dayhaul created; undefined in the name of another client's job. */
export function nonceIn(friendlyName: string | undefined): string | undefined {
  return /^dayhaul ([0-9a-f]{8}-[0-9a-f]{4})(?!\S)/.exec(friendlyName ?? '')?.[1];
}

function prefixOf(nonce: string): string {
  return `dayhaul ${nonce} `;
}
