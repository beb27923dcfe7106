import { formatDistanceStrict } from 'date-fns';
import { formatRange, type DayRange } from '../days/day-range';
import { formatCount, formatInstant } from '../format';
import type { QuotaWait } from '../plan/next-submission';
import type { PolledJob } from '../plan/poll-changes';
import type { JobReport } from '../twilio/job-report';

/** The server drops a failure that is too long, so only the first few jobs are told, and shortly. */
const MOST_JOBS = 6;
const MOST_CHARACTERS = 1000;

/** What a poll saw and when the next one comes, for the person who reads the pending activity. */
export function describePoll(
  jobs: readonly PolledJob[],
  reports: readonly JobReport[],
  waitMs: number,
): string {
  const told = jobs.slice(0, MOST_JOBS).map((job) => {
    const report = reports.find(({ jobSid }) => jobSid === job.jobSid);
    return `${formatRange(job.range)}: ${report ? describeReport(report) : 'not looked at yet'}.`;
  });
  const more = jobs.length > MOST_JOBS ? [`And ${formatCount(jobs.length - MOST_JOBS, 'more job')}.`] : [];
  const sentences = [`Waiting for ${formatCount(jobs.length, 'open job')}.`, ...told, ...more].join(' ');
  const short = sentences.length > MOST_CHARACTERS ? `${sentences.slice(0, MOST_CHARACTERS)} …` : sentences;
  return `${short} ${nextLook(waitMs)}`;
}

/** Why a chunk is not submitted yet, and when that is expected to change. */
export function describeQuotaWait(chunk: DayRange, { why, untilMs }: QuotaWait): string {
  return `${why} ${formatRange(chunk)} is next, at ${formatInstant(untilMs)}.`;
}

/** When the next look comes, as a sentence. */
export function nextLook(waitMs: number): string {
  return `Looking again in ${formatDistanceStrict(0, waitMs)}.`;
}

function describeReport(report: JobReport): string {
  if (!report.isSeen) return 'not in the job list, looked for again before anything is asked for twice';
  const statuses = report.counts.map(({ status, count }) => `${count} ${status}`);
  const unknown = report.unknownWords.map((word) => `unknown status "${word}"`);
  const position =
    report.queuePosition === undefined ? [] : [`number ${report.queuePosition} in Twilio's queue`];
  const estimate =
    report.estimatedEndMs === undefined ? [] : [`expected to end at ${formatInstant(report.estimatedEndMs)}`];
  const unnamed = report.isFinished ? ['over, but Twilio does not say which day is which'] : [];
  const parts = [...statuses, ...unknown, ...position, ...estimate, ...unnamed];
  return parts.length > 0 ? parts.join(', ') : 'no status yet';
}
