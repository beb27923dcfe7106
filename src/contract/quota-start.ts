import { commandLine } from '../domain/request/command-line';
import type { LostQuota } from '../domain/quota/day-quota';
import { quotaTaskQueueOf, quotaWorkflowId } from './ids';

export interface EndedQuota {
  readonly status: string;
  /** Milliseconds since 1970, the server's clock. */
  readonly atMs: number;
}

/**
 * The options that start the workflow of a quota, `dayQuota`, when it does not run. What an ended workflow had counted is lost, so
 * the next one begins with the UTC day closed. Without an ended one, the id must never have been used.
 */
export function quotaStart(group: string, ended?: EndedQuota) {
  const workflowId = quotaWorkflowId(group);
  return {
    workflowId,
    taskQueue: quotaTaskQueueOf(group),
    args: [ended ? { lost: lostQuota(workflowId, group, ended) } : {}] as [{ readonly lost?: LostQuota }],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: ended ? ('ALLOW_DUPLICATE' as const) : ('REJECT_DUPLICATE' as const),
    staticSummary: `days requested per UTC day, group ${group}`,
  };
}

function lostQuota(workflowId: string, group: string, { status, atMs }: EndedQuota): LostQuota {
  const open = `dayhaul ${commandLine(['quota', 'open', '--group', group])}`;
  const end = status.toLowerCase().replaceAll('_', ' ');
  return { atMs, why: `The days requested today are unknown: an earlier ${workflowId} ended (${end}). To open the day: ${open}` };
}
