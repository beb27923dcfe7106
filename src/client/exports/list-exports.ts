import { setTimeout as pause } from 'node:timers/promises';
import type { Client, WorkflowExecutionDescription, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { isKeyMissing, keyIdOf } from '../../codec/encryption-codec';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { memoOf, type ExportState } from './export-state';
import { lifecycleOf, stateOf } from './read-export-state';

/** An export in Temporal's list, with its progress where that can be read. */
export interface ListedExport extends ExportState {
  readonly startTime: Date;
}

const READ_AT_ONCE = 20;

const READ_TIMEOUT_MS = 4000; // an export without a worker does not hold up the list, milliseconds

/** Set by Temporal when a workflow task has failed five times in a row, and removed when one succeeds. */
const REPORTED = defineSearchAttributeKey('TemporalReportedProblems', SearchAttributeType.KEYWORD_LIST);

const NONDETERMINISM = 'cause=WorkflowTaskFailedCauseNonDeterministicError';

/** List the exports of a query in Temporal's language, the newest first. */
export async function listExports(client: Client, query: string, types?: readonly ResourceType[]): Promise<ListedExport[]> {
  const found: WorkflowExecutionInfo[] = [];
  for await (const workflow of client.workflow.list({ query })) {
    if (workflow.status.name === 'CONTINUED_AS_NEW') continue;
    const { resourceType } = memoOf(workflow);
    const isEncrypted = Object.values(workflow.raw.memo?.fields ?? {}).some(keyIdOf);
    if (!types || (resourceType ? types.includes(resourceType) : isEncrypted)) found.push(workflow);
  }
  const exports: ListedExport[] = [];
  for (let at = 0; at < found.length; at += READ_AT_ONCE) {
    exports.push(...(await Promise.all(found.slice(at, at + READ_AT_ONCE).map((each) => readListed(client, each)))));
  }
  return exports.sort((one, other) => other.startTime.getTime() - one.startTime.getTime());
}

async function readListed(client: Client, workflow: WorkflowExecutionInfo): Promise<ListedExport> {
  const { workflowId, runId, startTime, closeTime: closedAt } = workflow;
  const state = lifecycleOf(workflow);
  const problem = state === 'running' ? reportedProblem(workflow) : undefined;
  const listed = { ...memoOf(workflow), workflowId, state, startTime, closedAt, problem };
  const read = async (): Promise<ListedExport> => {
    const description = await client.workflow.getHandle(workflowId, runId).describe();
    const { progress } = await stateOf(client, description);
    return { ...listed, startTime: await startOf(client, description), progress };
  };
  const unread = (error: unknown) => (isKeyMissing(error) ? { ...listed, problem: error.message } : listed);
  return Promise.race([read().catch(unread), pause(READ_TIMEOUT_MS, listed, { ref: false })]);
}

/** The start of the first run; a long export continues as new. */
async function startOf(client: Client, { workflowId, runId, startTime, raw }: WorkflowExecutionDescription): Promise<Date> {
  const first = raw.workflowExecutionInfo?.firstRunId ?? '';
  if (first === '' || first === runId) return startTime;
  return (await client.workflow.getHandle(workflowId, first).describe()).startTime;
}

/** The problem of a stuck workflow, as listed by Temporal; undefined on older servers. */
function reportedProblem({ typedSearchAttributes }: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): string | undefined {
  const reported = typedSearchAttributes.get(REPORTED);
  if (!reported || reported.length === 0) return undefined;
  return reported.includes(NONDETERMINISM) ? 'cannot be replayed' : 'workflow task fails';
}
