import { daysIn } from '../calendar';
import { replayable } from '../invariants/replayable';
import { wholeFiles } from '../invariants/whole-files';
import type { KillObservations } from './kill-observations';

/** What a run of the kill suite shows that must never happen, one sentence each. */
export function checkKills(observations: KillObservations): readonly string[] {
  const { followerExits, report, workerOwnEnds } = observations;
  const broken = replayable(observations);
  return [
    ...broken,
    ...(broken.length > 0 ? [] : unfinished(observations)), // the others were not waited for
    ...followerExits
      .filter((code) => code !== null && code !== 0)
      .map((code) => `A process that followed an export ended with exit code ${String(code)}.`),
    ...report.daysRequestedTwice.map((day) => `${day} was requested twice.`),
    ...wholeFiles(observations),
    ...undelivered(observations),
    ...workerOwnEnds.map((message) => `A worker ended without being killed: ${message}`),
  ];
}

function unfinished({ ends, histories }: KillObservations): readonly string[] {
  return ends
    .filter(({ status }) => status !== 'COMPLETED')
    .map(({ workflowId, status }) =>
      [`${workflowId} is ${status}, not COMPLETED.`, ...failuresOf(workflowId, histories)].join(' '),
    );
}

/** Why the last run of a workflow failed, with its details. */
function failuresOf(workflowId: string, histories: KillObservations['histories']): readonly string[] {
  const failures = histories
    .filter((run) => run.workflowId === workflowId)
    .flatMap(({ history }) => history.events?.at(-1)?.workflowExecutionFailedEventAttributes?.failure ?? []);
  return failures.map(({ message, applicationFailureInfo }) => {
    const details = applicationFailureInfo?.details?.payloads ?? [];
    return [message, ...details.map(({ data }) => Buffer.from(data ?? []).toString())].join(' ');
  });
}

function undelivered({ plan, archive, ends }: KillObservations): readonly string[] {
  if (ends.some(({ status }) => status !== 'COMPLETED')) return [];
  const delivered = new Set(archive.map(({ resourceType, day }) => `${resourceType} ${day}`));
  return plan.exports
    .flatMap(({ resourceType, range }) => daysIn(range).map((day) => `${resourceType} ${day}`))
    .filter((ofDay) => !delivered.has(ofDay))
    .map((ofDay) => `${ofDay} is not in the archive.`);
}
