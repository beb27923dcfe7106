import type { Client, ConnectionLike, WorkflowExecutionInfo } from '@temporalio/client';
import { accountOfExport } from '../contract/ids';
import { RESOURCE_TYPES } from '../domain/twilio/resource-type';
import { createClient } from './encryption';
import { memoOf } from './exports/export-state';
import { readOutcome } from './exports/read-export-state';
import { daysOf, type Day, type DayRange } from '../domain/days/day-range';

/** The exports of a task queue, and accounts that are counted before their first export ended. */
export interface Watched {
  readonly taskQueue: string;
  readonly accounts: readonly string[];
}

/** Create a reader of the number of missing days that no later export got, by account and resource type. The outcome of each closed export is read once. */
export function missingDaysReader(connection: ConnectionLike, namespace: string, { taskQueue, accounts }: Watched) {
  const client = createClient({ connection, namespace });
  const query = `WorkflowType = 'exportDayRange' AND TaskQueue = '${taskQueue}' AND ExecutionStatus IN ('Completed', 'Failed')`;
  const ends = new Map<string, Awaited<ReturnType<typeof readEnd>>>();
  return async () => {
    const known = new Set<string>();
    for await (const workflow of client.workflow.list({ query })) {
      known.add(workflow.runId);
      if (!ends.has(workflow.runId)) ends.set(workflow.runId, await readEnd(client, workflow));
    }
    for (const runId of ends.keys()) if (!known.has(runId)) ends.delete(runId);
    const inOrder = [...ends.values()].flatMap((end) => end ?? []).sort((one, other) => one.closedMs - other.closedMs);
    const byKey = new Map<string, typeof inOrder>();
    for (const end of inOrder) {
      const key = `${end.account} ${end.resourceType}`;
      const own = byKey.get(key) ?? [];
      own.push(end);
      byKey.set(key, own);
    }
    const countOf = (key: string) => stillMissing(byKey.get(key) ?? []).length;
    return [...new Set([...accounts, ...inOrder.map(({ account }) => account)])].flatMap((account) =>
      RESOURCE_TYPES.map((resourceType) => ({ account, resourceType, days: countOf(`${account} ${resourceType}`) })),
    );
  };
}

async function readEnd(client: Client, workflow: WorkflowExecutionInfo) {
  const { workflowId, runId, closeTime, status } = workflow;
  const { resourceType, range, options } = memoOf(workflow);
  const account = accountOfExport(workflow);
  if (account === undefined || !closeTime || !resourceType || !range) return undefined;
  const isWhole = status.name === 'COMPLETED' && !options?.allowMissing;
  const outcome = isWhole ? { range, missing: [] } : (await readOutcome(client, workflowId, runId)).outcome;
  const missing = outcome?.missing.flatMap(({ ranges }) => ranges) ?? [];
  return outcome && { closedMs: closeTime.getTime(), account, resourceType, range: outcome.range, missing };
}

/** The days that are missing after exports of one resource type ended in this order: for each day, its last end counts. */
export function stillMissing(ends: readonly { readonly range: DayRange; readonly missing: readonly DayRange[] }[]): readonly Day[] {
  return ends.reduce<readonly Day[]>((before, { range, missing }) => {
    const others = before.filter((day) => day < range.startDay || day > range.endDay);
    return [...others, ...missing.flatMap(daysOf)];
  }, []);
}
