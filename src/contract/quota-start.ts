import { quotaTaskQueueOf, quotaWorkflowId } from './ids';

/** The options with which the workflow that keeps the quota of a group, `dayQuota`, is started when it does not run. */
export function quotaStart(group: string) {
  return {
    workflowId: quotaWorkflowId(group),
    taskQueue: quotaTaskQueueOf(group),
    args: [{}] as [object],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    staticSummary: `days requested per UTC day, group ${group}`,
  };
}
