import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypedSearchAttributes } from '@temporalio/common';
import { coresdk } from '@temporalio/proto';
import { parseWorkflowCode } from '@temporalio/worker/lib/worker';
import { VMWorkflowCreator } from '@temporalio/worker/lib/workflow/vm';

export type Job = coresdk.workflow_activation.IWorkflowActivationJob;
export type Command = coresdk.workflow_commands.IWorkflowCommand;

/** What the worker knows of a history when it runs a workflow. */
export interface HistoryView {
  readonly historyLength: number;
  /** As of the last workflow task that has started, like the time. */
  readonly historySize: number;
  readonly nowMs: number;
}

/** A workflow in the SDK's own sandbox, driven activation by activation, without a server. */
export interface Sandbox {
  readonly activate: (jobs: readonly Job[], view: HistoryView) => Promise<readonly Command[]>;
  readonly dispose: () => Promise<void>;
}

/** The flags that the SDK records in every new history. */
const FLAGS = [1, 2, 3, 4, 5, 6];
/** A replay is of the same run. */
const RUN_ID = '7b3b1f0e-5a0f-4c59-9d6e-2f1f5d1c8a11';
const RANDOMNESS_SEED = [7, 0, 0, 0, 0, 0, 0, 0];

let creator: Promise<VMWorkflowCreator> | undefined;

function loadBundle(): Promise<VMWorkflowCreator> {
  const path = join(__dirname, '../../../lib/workflow-bundle.js');
  return (creator ??= VMWorkflowCreator.create(parseWorkflowCode(readFileSync(path, 'utf8'), path), 10_000, new Set<string>()));
}

/** Load a workflow of the bundle; its first activation has to initialize it. */
export async function openSandbox(workflowType: string): Promise<Sandbox> {
  const loaded = await loadBundle();
  const runId = RUN_ID;
  const startTime = new Date('2024-06-10T12:00:00Z');
  const workflow = await loaded.createWorkflow({
    info: {
      workflowId: 'export-default-Messages-2024-03-01..2024-03-20',
      runId,
      workflowType,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- still required
      searchAttributes: {},
      typedSearchAttributes: new TypedSearchAttributes(),
      taskQueue: 'dayhaul-default',
      namespace: 'default',
      firstExecutionRunId: runId,
      originalExecutionRunId: runId,
      startTime,
      runStartTime: startTime,
      taskTimeoutMs: 10_000,
      attempt: 1,
      historyLength: 3,
      historySize: 300,
      continueAsNewSuggested: false,
      targetWorkerDeploymentVersionChanged: false,
      unsafe: {
        now: () => startTime.getTime(),
        isReplaying: false,
        isReplayingHistoryEvents: false,
        random: { math: Math.random, uuid4: randomUUID } as never,
      },
    },
    randomnessSeed: RANDOMNESS_SEED,
    now: startTime.getTime(),
    showStackTraceSources: false,
  });
  return {
    activate: async (jobs, { historyLength, historySize, nowMs }) => {
      const completion = await workflow.activate(
        coresdk.workflow_activation.WorkflowActivation.fromObject({
          runId,
          jobs,
          timestamp: { seconds: Math.floor(nowMs / 1000), nanos: (nowMs % 1000) * 1e6 },
          historyLength,
          historySizeBytes: historySize,
          availableInternalFlags: FLAGS,
        }),
      );
      if (completion.failed) throw new Error(completion.failed.failure?.message ?? 'The activation failed.');
      return completion.successful?.commands ?? [];
    },
    dispose: () => workflow.dispose(),
  };
}
