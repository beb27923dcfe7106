import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { quotaTaskQueueOf, quotaWorkflowId } from './ids';

/** How the workflow that keeps the quota of a group is started when it does not run. */
export function quotaStart(group: string): WithStartWorkflowOperation<Workflow> {
  return new WithStartWorkflowOperation('dayQuota', {
    workflowId: quotaWorkflowId(group),
    taskQueue: quotaTaskQueueOf(group),
    args: [{}],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `days requested per UTC day, group ${group}`,
  });
}
