import type { ListedExport } from '../../client/exports/list-exports';
import { countComplete } from '../../domain/describe/progress';
import { formatInstant } from '../../domain/format';
import { alignColumns } from './print';

const HEADER = ['STATE', 'WORKFLOW ID', 'DAYS', 'MISSING', 'STARTED', 'ENDED', 'PROBLEM'];

/** A list of exports as JSON, with their counts under the names that `status` uses. */
export function listAsJson(exports: readonly ListedExport[]): object[] {
  return exports.map(({ workflowId, state, resourceType, range, startTime, closedAt, progress, problem }) => {
    const { days, missing } = progress ?? {};
    return { workflowId, state, resourceType, range, startTime, closeTime: closedAt, days, missing, problem };
  });
}

export function describeList(exports: readonly ListedExport[]): string[] {
  return alignColumns([HEADER, ...exports.map(cellsOf)]);
}

function cellsOf({ state, workflowId, progress, startTime, closedAt, problem }: ListedExport): string[] {
  const isStuck = state === 'running' && progress?.phase === 'stuck';
  return [
    state,
    workflowId,
    progress ? `${countComplete(progress)}/${progress.days.total}` : '-',
    progress ? String(progress.days.missing) : '-',
    formatInstant(startTime.getTime()),
    closedAt ? formatInstant(closedAt.getTime()) : '-',
    problem ?? (isStuck ? 'stuck' : ''),
  ];
}
