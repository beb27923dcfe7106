import { failedTasks } from '../../tools/histories/failed-tasks';
import { daysIn } from '../calendar';
import type { KillObservations } from './kill-observations';

/** What a run of the kill suite shows that must never happen, one sentence each. */
export function checkKills(observations: KillObservations): readonly string[] {
  const { followerExits, histories, replayFailures, report, workerOwnEnds } = observations;
  const broken = [...histories.flatMap(failedTasks), ...replayFailures];
  return [
    ...broken,
    ...(broken.length > 0 ? [] : unfinished(observations)), // the others were not waited for
    ...followerExits
      .filter((code) => code !== null && code !== 0)
      .map((code) => `A process that followed an export ended with exit code ${String(code)}.`),
    ...report.daysRequestedTwice.map((day) => `${day} was requested twice.`),
    ...flawsOfFiles(observations),
    ...workerOwnEnds.map((words) => `A worker ended without being killed: ${words}`),
  ];
}

function unfinished({ ends }: KillObservations): readonly string[] {
  return ends
    .filter(({ status }) => status !== 'COMPLETED')
    .map(({ workflowId, status }) => `${workflowId} is ${status}, not COMPLETED.`);
}

function flawsOfFiles({ plan, archive, ends }: KillObservations): readonly string[] {
  const flaws = archive.flatMap(({ resourceType, day, flaw }) =>
    flaw === undefined ? [] : [`${resourceType} ${day}: ${flaw}.`],
  );
  if (ends.some(({ status }) => status !== 'COMPLETED')) return flaws;
  const delivered = new Set(archive.map(({ resourceType, day }) => `${resourceType} ${day}`));
  const missing = plan.exports
    .flatMap(({ resourceType, range }) => daysIn(range).map((day) => `${resourceType} ${day}`))
    .filter((ofDay) => !delivered.has(ofDay));
  return [...flaws, ...missing.map((ofDay) => `${ofDay} is not in the archive.`)];
}
