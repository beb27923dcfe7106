import type { Client } from '@temporalio/client';
import { countDays, type DayRange } from '../domain/day-range';
import { exportWorkflowId } from '../names';
import { lifecycleOf, memoOf, type Lifecycle } from './export-state';
import type { WantedExport } from './export-words';

/** Another export that has, or will have, some of the wanted days. */
export interface Overlap {
  readonly workflowId: string;
  readonly state: Lifecycle;
  readonly range: DayRange;
  readonly sharedDays: number;
}

/** The exports of the same account and resource type, running or completed, that share days with a wanted one. */
export async function findOverlaps(client: Client, wanted: WantedExport): Promise<Overlap[]> {
  const { account, resourceType, range } = wanted;
  const ownId = exportWorkflowId(account, resourceType, range);
  const prefix = `export-${account}-${resourceType}-`;
  const overlaps: Overlap[] = [];
  const query = `WorkflowType = 'exportDayRange' AND ExecutionStatus IN ('Running', 'Completed')`;
  for await (const execution of client.workflow.list({ query })) {
    const { workflowId } = execution;
    const other = memoOf(execution).range;
    if (!other || workflowId === ownId || !workflowId.startsWith(prefix)) continue;
    const sharedDays = countShared(range, other);
    if (sharedDays > 0)
      overlaps.push({ workflowId, state: lifecycleOf(execution), range: other, sharedDays });
  }
  return overlaps;
}

function countShared(one: DayRange, other: DayRange): number {
  const startDay = one.startDay > other.startDay ? one.startDay : other.startDay;
  const endDay = one.endDay < other.endDay ? one.endDay : other.endDay;
  return startDay <= endDay ? countDays({ startDay, endDay }) : 0;
}
