import type { Answer } from '../../bulk-export/port';
import { nameByFiles, settleByFiles } from '../../domain/twilio/day-files';
import { FILE_LIFE_MS } from '../../domain/twilio/limits';
import { daysOf, rangesOf } from '../../domain/days/day-range';
import { namesAll, readReport, statusOn, unseenReport, type JobReport } from '../../domain/twilio/job-report';
import { expiringDays } from '../../domain/twilio/survey';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { DayFile, JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { PolledJob } from '../../domain/plan/poll-changes';
import type { Attempt } from '../attempt/activity';

type LookedAtJob = Pick<PolledJob, 'jobSid' | 'range' | 'openDays' | 'submittedAtMs' | 'isAdopted' | 'unclearSinceMs'>;

interface Look extends Pick<Attempt, 'api' | 'signal'> {
  readonly list: Answer<readonly JobSnapshot[]>;
  /** The day list; requested when a job needs it, at most once. */
  readonly dayFiles: () => Promise<readonly DayFile[]>;
  /** How long a job may stay unclear before its days are requested again, in milliseconds. */
  readonly patienceMs: number;
}

/** Report on jobs, one after the other, by a job list. */
export async function* reportOnJobs(
  { api, signal }: Pick<Attempt, 'api' | 'signal'>,
  resourceType: ResourceType,
  list: Look['list'],
  jobs: readonly LookedAtJob[],
  patienceMs: number,
): AsyncGenerator<JobReport> {
  let files: ReturnType<typeof api.listDays> | undefined;
  const dayFiles = async () => (await (files ??= api.listDays(resourceType, { signal }))).value;
  for (const job of jobs) yield await reportOn({ api, signal, list, dayFiles, patienceMs }, job);
}

/** The creation time of an adopted job is unknown: the day list shows which of its files expire soon. */
async function reportOn(look: Look, job: LookedAtJob): Promise<JobReport> {
  const report = await reportByLooks(look, job);
  const completed = job.openDays.flatMap(daysOf).filter((day) => statusOn(report, day) === 'Completed');
  if (!job.isAdopted || completed.length === 0) return report;
  const expiring = expiringDays(await look.dayFiles(), rangesOf(completed), report.nowMs);
  return expiring.length > 0 ? { ...report, expiring } : report;
}

/** Report on one job with as few calls as possible: the job list, if need be the job itself, and if need be the day list. */
async function reportByLooks({ api, signal, list, dayFiles, patienceMs }: Look, job: LookedAtJob): Promise<JobReport> {
  const listed = list.value.find(({ jobSid }) => jobSid === job.jobSid);
  const listReport = listed && readReport(listed, job.range, list.nowMs);
  if (listReport && !hidesDays(listReport, job)) return listReport;

  const { value: fetched } = await api.fetchJob(job.jobSid, { signal });
  const fetchReport = fetched && readReport(fetched, job.range, list.nowMs);
  if (fetchReport && !hidesDays(fetchReport, job)) return fetchReport;

  const report = fetchReport ?? listReport ?? unseenReport(job.jobSid, list.nowMs);
  const isPatienceOver = job.unclearSinceMs !== undefined && list.nowMs - job.unclearSinceMs >= patienceMs;
  if (!report.isSeen && !isPatienceOver) return report;

  const files = await dayFiles();
  // any file that is still at Twilio may belong to an adopted job
  const asked = { range: job.range, submittedAtMs: job.isAdopted ? list.nowMs - FILE_LIFE_MS : job.submittedAtMs };
  const named = report.isSeen ? nameByFiles(report, asked, files, !isPatienceOver) : undefined;
  if (named) return named;
  return isPatienceOver ? settleByFiles(report, asked, files, report.isSeen ? 'unnamed' : 'vanished') : report;
}

function hidesDays(report: JobReport, job: LookedAtJob): boolean {
  return report.isFinished && !namesAll(report, job.openDays);
}
