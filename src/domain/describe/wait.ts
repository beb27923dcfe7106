import { formatDistanceStrict } from 'date-fns';
import { formatRange, type DayRange } from '../days/day-range';
import { formatCount, formatInstant } from '../format';
import type { QuotaWait } from '../plan/next-submission';
import type { PolledJob } from '../plan/poll-changes';
import type { JobReport } from '../twilio/job-report';
import { describeJob } from './job';

/** The server drops a long failure message, so only the first jobs are listed. */
const MOST_JOBS = 6;
const MOST_CHARACTERS = 1000;

/** The result of a poll, and when the next one follows: the message of the pending activity. */
export function describePoll(jobs: readonly PolledJob[], reports: readonly JobReport[], waitMs: number): string {
  const told = jobs.slice(0, MOST_JOBS).map((job) => {
    const report = reports.find(({ jobSid }) => jobSid === job.jobSid);
    return `${formatRange(job.range)}: ${report ? describeReport(report) : 'not checked yet'}.`;
  });
  const more = jobs.length > MOST_JOBS ? [`And ${formatCount(jobs.length - MOST_JOBS, 'more job')}.`] : [];
  const sentences = [`Waiting for ${formatCount(jobs.length, 'open job')}.`, ...told, ...more].join(' ');
  const short = sentences.length > MOST_CHARACTERS ? `${sentences.slice(0, MOST_CHARACTERS)} …` : sentences;
  return `${short} ${nextCheck(waitMs)}`;
}

/** Why a chunk is not submitted yet, and when its submission is expected. */
export function describeQuotaWait(chunk: DayRange, { why, untilMs }: QuotaWait): string {
  return `${why} Next submission: ${formatRange(chunk)}, at ${formatInstant(untilMs)}.`;
}

/** When the next check follows. @example nextCheck(30_000) // 'Next check in 30 seconds.' */
export function nextCheck(waitMs: number): string {
  return `Next check in ${formatDistanceStrict(0, waitMs)}.`;
}

function describeReport(report: JobReport): string {
  if (!report.isSeen) return 'missing from the job list; checking again before resubmitting';
  const unnamed = report.isFinished ? '; ended, but Twilio does not name the days of each status' : '';
  return `${describeJob(report)}${unnamed}`;
}
