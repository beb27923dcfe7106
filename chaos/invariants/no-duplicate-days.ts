import type { JobSummary } from '../../simulator/jobs/job-summary';
import type { DayRequestSummary } from '../../simulator/log/day-request-summary';
import { midnightsBetween } from '../calendar';
import type { Observations } from '../observations';
import { isOwn, jobsBySid, ownRequests } from './own-jobs';

/** A list this old may serve as a look, and somebody else's job may not be listed at once. */
const LOOK_MS = 6000;

const FILE_LIFE_DAYS = 7;

/**
 * No day is requested while an earlier job has it. Excused are days of jobs that were marked for deletion or forgotten, of somebody
 * else's job that came in at the same moment, whose file was about to go, and days that their job did not name.
 */
export function noDuplicateDays(observations: Observations): readonly string[] {
  const jobOf = jobsBySid(observations);
  const needless = ownRequests(observations).flatMap((request) => {
    const earlier = request.needlessBecauseOf === undefined ? undefined : jobOf(request.needlessBecauseOf);
    return earlier && !isExcused(request, earlier, observations) ? [{ ...request, earlier }] : [];
  });
  const unnamed = sumOf(observations.exports.flatMap(({ progress }) => progress.map(({ unnamedDays }) => unnamedDays)));
  if (needless.length <= unnamed) return [];
  return needless.map(
    ({ resourceType, day, job, earlier }) =>
      `${resourceType} ${day} was requested needlessly by "${job.friendlyName}": "${earlier.friendlyName}" had it.`,
  );
}

function isExcused(
  request: DayRequestSummary & { readonly job: JobSummary },
  earlier: JobSummary,
  observations: Observations,
): boolean {
  const { createdAtMs } = request.job;
  if (earlier.isForgotten) return true;
  if (earlier.deletedAtMs !== undefined && earlier.deletedAtMs <= createdAtMs) return true;
  return !isOwn(earlier) && isForeignExcused(request, earlier, observations);
}

function isForeignExcused(
  { day, resourceType, job }: DayRequestSummary & { readonly job: JobSummary },
  earlier: JobSummary,
  { dayRequests, scenario }: Observations,
): boolean {
  const { createdAtMs } = job;
  const visibleAfterMs = scenario.view.newJobsVisibleAfterMs ?? 0;
  if (createdAtMs - earlier.createdAtMs < LOOK_MS + visibleAfterMs) return true;
  const before = dayRequests.find(
    (other) => other.jobSid === earlier.jobSid && other.day === day && other.resourceType === resourceType,
  );
  const ageDays = midnightsBetween(before?.finalSinceMs ?? createdAtMs, createdAtMs);
  const isEmptyUnnamed = before?.status === 'CompletedEmptyRecords' && scenario.view.daysInList !== 'named';
  return ageDays >= FILE_LIFE_DAYS || isEmptyUnnamed;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
