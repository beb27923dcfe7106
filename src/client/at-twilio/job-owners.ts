import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { accountOfExport, nonceIn } from '../../contract/ids';
import { progressQuery } from '../../contract/messages';
import { overlap } from '../../domain/days/day-range';
import type { OpenJob } from '../../domain/ledger/ledger';
import type { AccountPlace } from '../../domain/request/export-request';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import { memoOf, type ExportState } from '../exports/export-state';
import { lifecycleOf } from '../exports/read-export-state';

/** A job at Twilio, and the exports that it belongs to. */
export interface OwnedJob extends JobSnapshot {
  /** Whether its name says that Dayhaul created it. */
  readonly isOurs: boolean;
  /** The export that created it, if Temporal still has it. */
  readonly creator?: JobExport | undefined;
  /** Running exports that wait for it although they did not create it. */
  readonly adopters: readonly JobExport[];
  /** Exports with days of the job that did not respond: it may belong to one of them. */
  readonly silent: readonly string[];
}

/** An export, and whether it still runs. */
type JobExport = Pick<ExportState, 'workflowId' | 'state'>;

interface KnownExport extends JobExport {
  readonly nonce?: string | undefined;
  readonly jobs: readonly OpenJob[];
}

const READ_AT_ONCE = 20;
const QUERY_TIMEOUT_MS = 5000;

/** Find the exports of jobs: running ones, and closed ones, newest first, until the creator of each job of Dayhaul is known. */
export async function findOwners(client: Client, place: AccountPlace, jobs: readonly JobSnapshot[]): Promise<OwnedJob[]> {
  const { account, taskQueue } = place;
  const ours = jobs.filter(({ friendlyName }) => nonceIn(friendlyName) !== undefined);
  const candidates: WorkflowExecutionInfo[] = [];
  for await (const workflow of client.workflow.list({ query: `WorkflowType = 'exportDayRange' AND TaskQueue = '${taskQueue}'` })) {
    if ((accountOfExport(workflow) ?? account) !== account) continue;
    if (isRunning(workflow) || (workflow.status.name !== 'CONTINUED_AS_NEW' && overlaps(workflow, ours))) candidates.push(workflow);
  }
  candidates.sort((one, other) => Number(isRunning(other)) - Number(isRunning(one)));
  const known: KnownExport[] = [];
  const unread: WorkflowExecutionInfo[] = [];
  for (let at = 0; at < candidates.length; at += READ_AT_ONCE) {
    const isComplete = ours.every((job) => ownersAmong(known, job).creator);
    const batch = candidates.slice(at, at + READ_AT_ONCE).filter((each) => isRunning(each) || !isComplete);
    await Promise.all(
      batch.map(async (each) => {
        const read = await readExport(client, each).catch(() => undefined);
        if (read) known.push(read);
        else unread.push(each);
      }),
    );
  }
  return jobs.map((job) => {
    const owners = ownersAmong(known, job);
    const silent = unread.filter((each) => (isRunning(each) || (owners.isOurs && !owners.creator)) && overlaps(each, [job]));
    return { ...job, ...owners, silent: silent.map(({ workflowId }) => workflowId) };
  });
}

function ownersAmong(known: readonly KnownExport[], job: JobSnapshot): Pick<OwnedJob, 'isOurs' | 'creator' | 'adopters'> {
  const nonce = nonceIn(job.friendlyName);
  const isOurs = nonce !== undefined;
  const isOpenIn = ({ jobs }: KnownExport, isAdopted: boolean) =>
    jobs.some((open) => open.jobSid === job.jobSid && (open.isAdopted ?? false) === isAdopted);
  const creator = known.find((each) => (isOurs && each.nonce === nonce) || isOpenIn(each, false));
  return { isOurs, creator, adopters: known.filter((each) => isOpenIn(each, true)) };
}

/** Whether an export may have days of a job. An export that another client started may not show its days. */
function overlaps(workflow: WorkflowExecutionInfo, jobs: readonly JobSnapshot[]): boolean {
  const { range } = memoOf(workflow);
  return jobs.some((job) => !range || !job.range || overlap(range, job.range));
}

async function readExport(client: Client, workflow: WorkflowExecutionInfo): Promise<KnownExport> {
  const { workflowId, runId } = workflow;
  const handle = client.workflow.getHandle(workflowId, isRunning(workflow) ? undefined : runId);
  const { nonce, jobs } = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () => handle.query(progressQuery));
  return { workflowId, state: lifecycleOf(workflow), nonce, jobs: isRunning(workflow) ? jobs : [] };
}

function isRunning({ status }: WorkflowExecutionInfo): boolean {
  return status.name === 'RUNNING';
}
