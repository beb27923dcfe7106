import { changeDays } from '../days/day-map';
import { countDays, type DayRange } from '../days/day-range';
import type { JobReport } from '../twilio/job-report';
import type { DayState, DeliveryRule, Submitted } from './day-state';
import { askAgain, nextState, type ResubmissionRule } from './day-transitions';
import { countOpenDays, isOpenIn, type Ledger, type OpenJob } from './ledger';

export interface ReportRule extends ResubmissionRule, DeliveryRule {
  /** How long the reports of a job may stay the same before it counts as stuck, in milliseconds. */
  readonly stuckAfterMs: number;
}

/** The ledger after a poll of all open jobs has started. */
export function recordPollStart(ledger: Ledger): Ledger {
  return { ...ledger, jobs: ledger.jobs.map((job) => ({ ...job, isPolled: true })) };
}

/** The ledger in which a job is polled at once, whatever its estimate. */
export function recordPollDue(ledger: Ledger, jobSid: string): Ledger {
  const due = (job: OpenJob) => (job.jobSid === jobSid ? { ...job, isPolled: false, estimatedEndMs: undefined } : job);
  return { ...ledger, jobs: ledger.jobs.map(due) };
}

/** The ledger after a report. Only days submitted in the reported job change; the same report again changes nothing. */
export function recordReport(ledger: Ledger, report: JobReport, rule: ReportRule): Ledger {
  const job = ledger.jobs.find(({ jobSid }) => jobSid === report.jobSid);
  if (!job) return ledger;

  let { days } = ledger;
  const change = (ranges: readonly DayRange[], after: (before: Submitted) => DayState) => {
    days = changeDays(days, ranges, (before) => (isOpenIn(before, job) ? after(before) : before));
  };
  change(report.expiring ?? [], ({ attempts }) => ({ state: 'planned', attempts }));
  for (const { status, ranges } of report.statuses) change(ranges, (before) => nextState(before, status, report.nowMs, rule, job));

  let unnamedDays = ledger.unnamedDays;
  if (report.askAgain) {
    const reason = report.askAgain;
    if (reason === 'unnamed') unnamedDays += countOpenDays({ days }, job);
    change([job.range], (before) => askAgain(before, reason, report.nowMs, rule));
  }

  const after = countOpenDays({ days }, job) > 0 ? [jobAfter(job, report, rule)] : [];
  return { ...ledger, days, unnamedDays, jobs: ledger.jobs.flatMap((other) => (other === job ? after : [other])) };
}

function jobAfter(job: OpenJob, report: JobReport, { stuckAfterMs }: ReportRule): OpenJob {
  if (!report.isSeen) return { ...job, unclearSinceMs: job.unclearSinceMs ?? report.nowMs };
  const { isStuck, ...moving } = job;
  const hasChanged = hasMoved(job, report);
  const changedAtMs = hasChanged ? report.nowMs : job.changedAtMs;
  const remainsStuck = !hasChanged && (isStuck ?? report.nowMs - changedAtMs >= stuckAfterMs);
  const { counts, unknownWords, queuePosition, estimatedEndMs } = report;
  const unclearSinceMs = report.isFinished ? (job.unclearSinceMs ?? report.nowMs) : undefined;
  const reported = { counts, unknownWords, queuePosition, estimatedEndMs, unclearSinceMs };
  return { ...moving, changedAtMs, ...(remainsStuck && { isStuck: true }), ...reported };
}

/** Whether a report differs from the last recorded one. A job without one waits in Twilio's queue, as after its creation. */
export function hasMoved({ counts, range }: Pick<OpenJob, 'counts' | 'range'>, report: Pick<JobReport, 'counts'>): boolean {
  const last = counts.length > 0 ? counts : [{ status: 'Submitted', count: countDays(range) }];
  return JSON.stringify(last) !== JSON.stringify(report.counts);
}
