import { spell } from '../calendar';
import type { Observations } from '../observations';
import { isOwn, jobsBySid } from './own-jobs';

/** No export leaves a job of its own unfinished unless it says so, and none deletes somebody else's. */
export function foreignJobsUntouched(observations: Observations): readonly string[] {
  return [...unfinished(observations), ...deletedOfOthers(observations)];
}

function unfinished({ jobs, exports }: Observations): readonly string[] {
  if (exports.some(({ end }) => end.kind === 'stuck')) return [];
  const accounts = exports.flatMap(({ progress }) => progress.flatMap(({ cancellation }) => cancellation ?? []));
  const told = new Set(accounts.flatMap(({ jobsRemaining }) => jobsRemaining.map(({ jobSid }) => jobSid)));
  const unclear = new Set(accounts.flatMap((account) => (account.unclear ? [spell(account.unclear)] : [])));
  return jobs
    .filter((job) => isOwn(job) && !job.isOver && !job.isForgotten && job.deletedAtMs === undefined)
    .filter((job) => !told.has(job.jobSid) && !unclear.has(spell(job)))
    .map(({ friendlyName }) => `"${friendlyName}" was left unfinished, and nobody says so.`);
}

function deletedOfOthers(observations: Observations): readonly string[] {
  const jobOf = jobsBySid(observations);
  const deleted = observations.requests
    .filter(({ operation }) => operation === 'delete')
    .map(({ path }) => jobOf(path.split('/').at(-1) ?? ''));
  return [...new Set(deleted)]
    .filter((job) => !isOwn(job))
    .map(({ friendlyName, startDay, endDay }) => `The job ${spell({ startDay, endDay })} "${friendlyName}" was deleted.`);
}
