import type { Client } from '@temporalio/client';
import { memoOf } from '../../../client/exports/export-state';
import { terminateCommand } from '../../../client/exports/task-failure';
import { ownCommand, workerCommand } from '../../../client/own-command';
import { pollersOf } from '../../../client/pollers';
import { groupOfQuota, taskQueueOf } from '../../../contract/ids';
import type { ExportDayRangeInput } from '../../../contract/messages';
import type { Verdict } from './check-result';

/** A running workflow, or a schedule with the type of the workflows that it starts. */
export interface Work {
  readonly id: string;
  readonly type: string;
  readonly taskQueue: string;
  readonly isSchedule: boolean;
  readonly archive: string | undefined;
}

/** List the work of all accounts in a namespace, also what other versions of Dayhaul started. */
export async function listWork(client: Client, isSearchable: boolean): Promise<Work[]> {
  const marks = [`TaskQueue STARTS_WITH '${taskQueueOf('')}'`, "WorkflowType IN ('exportDayRange', 'dayQuota')"];
  const query = [...marks, ...(isSearchable ? ['DayhaulPhase IS NOT NULL'] : [])].join(' OR ');
  const work: Work[] = [];
  for await (const workflow of client.workflow.list({ query: `ExecutionStatus = 'Running' AND (${query})` })) {
    const { workflowId: id, type, taskQueue } = workflow;
    work.push({ id, type, taskQueue, isSchedule: false, archive: memoOf(workflow).options?.archive });
  }
  for await (const { scheduleId: id, action } of client.schedule.list()) {
    const { workflowType: type = '' } = action ?? {};
    if (type !== 'exportDayRange' && !id.startsWith('schedule-')) continue;
    const { taskQueue, args = [] } = (await client.schedule.getHandle(id).describe()).action;
    const [input] = args as Partial<ExportDayRangeInput>[];
    if (type !== 'exportDayRange' && !isOurs(taskQueue)) continue;
    work.push({ id, type, taskQueue, isSchedule: true, archive: input?.options?.archive });
  }
  return work;
}

/** Whether a task queue has a name that workers of this version poll. */
function isOurs(taskQueue: string): boolean {
  return taskQueue.startsWith(taskQueueOf(''));
}

/** Find the work that an upgrade, a new label or an account that is no longer used left behind, with what continues or ends it. */
export async function findLeftovers(client: Client, work: readonly Work[], ownTaskQueue: string): Promise<Verdict[]> {
  const verdicts = work.filter(({ isSchedule, type }) => isSchedule && type !== 'exportDayRange').map(judgeSchedule);
  const taskQueues = new Set(work.map(({ taskQueue }) => taskQueue));
  taskQueues.delete(ownTaskQueue); // another check is about the worker of the account
  for (const taskQueue of taskQueues) {
    const waiting = work.filter((each) => each.taskQueue === taskQueue);
    if ((await pollersOf(client, taskQueue)).length === 0) verdicts.push(judgeUnpolled(taskQueue, waiting));
  }
  return verdicts;
}

function judgeSchedule(schedule: Work): Verdict {
  const message = `${schedule.id} starts workflows of type ${schedule.type}, which this version does not have.`;
  return { state: 'failed', message, remedy: `Delete it: ${removal(schedule)}` };
}

/** The worker of another account may be stopped on purpose: a note. */
function judgeUnpolled(taskQueue: string, work: readonly Work[]): Verdict {
  const message = `No worker is polling task queue ${taskQueue} of ${work.map(({ id }) => id).join(', ')}.`;
  const ends = work.map((each) => `If it is no longer needed: ${removal(each)}`);
  if (!isOurs(taskQueue)) return { state: 'failed', message, remedy: ends.join('\n') };
  const group = work.map(({ id }) => groupOfQuota(id)).find((each) => each !== undefined);
  const worker = group === undefined ? `: ${workerCommand(taskQueue)}` : ` of quota group ${group}`;
  return { state: 'note', message, remedy: [`If it is needed, start a worker${worker}`, ...ends].join('\n') };
}

function removal({ id, isSchedule }: Work): string {
  return isSchedule ? ownCommand('schedule', 'delete', id) : terminateCommand(id, 'left over');
}
