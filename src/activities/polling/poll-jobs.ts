import { FAILURE } from '../../contract/failure-types';
import { describePoll } from '../../domain/describe/wait';
import { formatInstant } from '../../domain/format';
import { stuckNotices } from '../../domain/notify/notices';
import { hasReportableChange, type PolledJob } from '../../domain/plan/poll-changes';
import { pollDelay, withJitter } from '../../domain/plan/poll-interval';
import type { JobReport } from '../../domain/twilio/job-report';
import { activity, steadyBackoff, type Attempt, type BoundInput, type OfType } from '../attempt/activity';
import { notYet, notYetTime } from '../attempt/not-yet';
import { reportOnJobs } from './report-on-job';

export interface PollJobsInput extends BoundInput, OfType<'pollMinMs' | 'pollMaxMs' | 'ambiguityWaitMs' | 'stuckAfterMs'> {
  readonly jobs: readonly PolledJob[];
  /** Twilio's clock as known to the workflow; only the first wait is based on it. */
  readonly knownNowMs: number;
}

/** Exports of one account share a job list of this age, unless a job may be newer than the list. */
const SHARED_LIST_MAX_AGE_MS = 5000;

/** Poll all open jobs until there is a change to report. Temporal's retry is the timer, which adds nothing to the history. */
export const pollJobs = activity(steadyBackoff, async (attempt: Attempt, input: PollJobsInput) => {
  const { jobs, options } = input;
  const firstWaitMs = pollDelay(jobs, options, input.knownNowMs);
  if (attempt.number === 1 && firstWaitMs > 0) throw waiting(jobs, [], firstWaitMs);

  const { reports, nowMs } = await lookAtAll(attempt, input);
  for (const job of jobs) attempt.notify?.mention(stuckNotices(job, reports, options.stuckAfterMs));
  // whether the end of the export is to be announced
  const notifies = attempt.notify && ({ notifies: true } as const);
  if (hasReportableChange(jobs, reports, options.stuckAfterMs)) return { reports, nowMs, ...notifies };
  const reportOf = (job: PolledJob) => reports.find(({ jobSid }) => jobSid === job.jobSid);
  const seen = jobs.map((job) => ({ ...job, isPolled: true, estimatedEndMs: reportOf(job)?.estimatedEndMs }));
  throw waiting(jobs, reports, withJitter(pollDelay(seen, options, nowMs), Math.random()));
});

async function lookAtAll({ api, signal }: Attempt, { resourceType, jobs, options }: PollJobsInput) {
  const maxAgeMs = jobs.some(({ isPolled }) => !isPolled) ? 0 : Math.min(SHARED_LIST_MAX_AGE_MS, options.pollMinMs / 2);
  const list = await api.listJobs(resourceType, { signal, maxAgeMs });
  const reports: JobReport[] = [];
  for await (const report of reportOnJobs({ api, signal }, resourceType, list, jobs, options.ambiguityWaitMs)) reports.push(report);
  return { reports, nowMs: list.nowMs };
}

function waiting(jobs: readonly PolledJob[], reports: readonly JobReport[], waitMs: number): Error {
  return notYet(FAILURE.notYetFinal, describePoll(jobs, reports, waitMs), waitMs);
}

export interface AwaitTwilioClockInput extends BoundInput, OfType<'pollMinMs' | 'pollMaxMs'> {
  readonly untilMs: number;
  /** Twilio's clock as known to the workflow; only the first wait is based on it. */
  readonly knownNowMs: number;
}

/** Wait for an instant of Twilio's clock, which is read again at least every `pollMaxMs`: this machine's clock may be wrong. */
export const awaitTwilioClock = activity(steadyBackoff, async ({ api, number, signal }: Attempt, input: AwaitTwilioClockInput) => {
  if (number === 1) throw waitingForClock(input, input.knownNowMs);
  const { nowMs } = await api.listJobs(input.resourceType, { signal });
  if (nowMs < input.untilMs) throw waitingForClock(input, nowMs);
  return { nowMs };
});

function waitingForClock({ untilMs, options: { pollMaxMs } }: AwaitTwilioClockInput, nowMs: number): Error {
  return notYetTime(`Waiting until ${formatInstant(untilMs)} (Twilio's clock).`, { untilMs, nowMs, pollMaxMs });
}
