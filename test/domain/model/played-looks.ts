import { isNamedBy } from '../../../src/contract/ids';
import type { DayRange } from '../../../src/domain/days/day-range';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import { settleByFiles } from '../../../src/domain/twilio/day-files';
import { namesAll, readReport, unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import type { JobSnapshot } from '../../../src/domain/twilio/job-snapshot';
import type { ResourceType } from '../../../src/domain/twilio/resource-type';
import { surveyFiles, surveyJobs, type Findings } from '../../../src/domain/twilio/survey';
import { DAY } from '../support/instants';
import type { SharedTwilio } from './shared-twilio';

interface JobList {
  readonly value: readonly JobSnapshot[];
  readonly nowMs: number;
}

/** What is at Twilio of wanted days, as an activity finds it. */
export function findAtTwilio(
  twilio: SharedTwilio,
  resourceType: ResourceType,
  list: JobList,
  wanted: DayRange,
  { nonce = '', alwaysFiles = false },
): Findings {
  const isOwn = ({ friendlyName }: JobSnapshot) => nonce !== '' && isNamedBy(nonce, friendlyName);
  const { empty, jobs, hasClaims } = surveyJobs(list.value, [wanted], list.nowMs, isOwn);
  const files = hasClaims || alwaysFiles ? twilio.files(resourceType) : [];
  return { exported: surveyFiles(files, [wanted], list.nowMs), empty, jobs };
}

/** The report on one job, as a poll makes it: from the list, the job itself, or the day list. */
export function reportOn(
  twilio: SharedTwilio,
  resourceType: ResourceType,
  job: PolledJob,
  list: JobList,
  patienceMs: number,
): JobReport {
  const { jobSid, range, openDays, isAdopted, doubtSinceMs } = job;
  const { nowMs } = list;
  const hidesDays = (report: JobReport) => report.isOver && !namesAll(report, openDays);
  const listed = list.value.find((other) => other.jobSid === jobSid);
  const listReport = listed && readReport(listed, range, nowMs);
  if (listReport && !hidesDays(listReport)) return listReport;

  const fetched = twilio.fetch(jobSid);
  if (fetched) return readReport(fetched, range, nowMs);
  const isPatienceOver = doubtSinceMs !== undefined && nowMs - doubtSinceMs >= patienceMs;
  if (!isPatienceOver) return unseenReport(jobSid, nowMs);
  const submittedAtMs = isAdopted ? nowMs - 7 * DAY : job.submittedAtMs;
  return settleByFiles(
    unseenReport(jobSid, nowMs),
    { range, submittedAtMs },
    twilio.files(resourceType),
    'vanished',
  );
}
