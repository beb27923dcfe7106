import { changeDays } from '../days/day-map';
import { countDays } from '../days/day-range';
import type { DayStatus } from '../twilio/day-status';
import type { JobReport } from '../twilio/job-report';
import type { DayState, DeliveryRule } from './day-state';
import { askAgain, nextState, type ResubmissionRule } from './day-transitions';
import { countOpenDays, openDaysOf, type Ledger, type OpenJob } from './ledger';

/** How reports are taken in. */
export interface ReportRule extends ResubmissionRule, DeliveryRule {
  /** A job whose reports tell nothing new for so long, in milliseconds, counts as stuck. */
  readonly stuckAfterMs: number;
}

/** The ledger once a poll asks for all open jobs. */
export function recordPollStart(ledger: Ledger): Ledger {
  return { ...ledger, jobs: ledger.jobs.map((job) => ({ ...job, isPolled: true })) };
}

/** The ledger after a report. Only days submitted in the reported job change; the same report again changes nothing. */
export function recordReport(ledger: Ledger, report: JobReport, rule: ReportRule): Ledger {
  const job = ledger.jobs.find(({ jobSid }) => jobSid === report.jobSid);
  if (!job) return ledger;

  const settleAs = (status: DayStatus) => (before: DayState) =>
    before.state === 'submitted' && before.jobSid === job.jobSid
      ? nextState(before, status, report.nowMs, rule, job)
      : before;
  let days = ledger.days;
  days = changeDays(days, report.expiring ?? [], (before) =>
    before.state === 'submitted' && before.jobSid === job.jobSid
      ? { state: 'planned', attempts: before.attempts }
      : before,
  );
  for (const { status, ranges } of report.statuses) days = changeDays(days, ranges, settleAs(status));

  let unnamedDays = ledger.unnamedDays;
  if (report.askAgain) {
    const reason = report.askAgain;
    if (reason === 'unnamed') unnamedDays += countOpenDays({ days }, job);
    days = changeDays(days, openDaysOf({ days }, job), (before) => askAgain(before, reason, report.nowMs, rule));
  }

  const others = ledger.jobs.map((other) => (other === job ? jobAfter(job, report, rule) : other));
  const jobs = others.filter(({ jobSid }) => jobSid !== job.jobSid || countOpenDays({ days }, job) > 0);
  return { ...ledger, days, unnamedDays, jobs };
}

function jobAfter(job: OpenJob, report: JobReport, { stuckAfterMs }: ReportRule): OpenJob {
  if (!report.isSeen) return { ...job, unclearSinceMs: job.unclearSinceMs ?? report.nowMs };
  const { isStuck, ...moving } = job;
  const hasChanged = hasMoved(job, report);
  const changedAtMs = hasChanged ? report.nowMs : job.changedAtMs;
  const remainsStuck = !hasChanged && (isStuck ?? report.nowMs - changedAtMs >= stuckAfterMs);
  return {
    ...moving,
    changedAtMs,
    ...(remainsStuck && { isStuck: true }),
    counts: report.counts,
    unknownWords: report.unknownWords,
    queuePosition: report.queuePosition,
    estimatedEndMs: report.estimatedEndMs,
    unclearSinceMs: report.isFinished ? (job.unclearSinceMs ?? report.nowMs) : undefined,
  };
}

/** Whether a report tells something else of a job than the last one that was taken in. */
export function hasMoved(job: Pick<OpenJob, 'counts' | 'range'>, { counts }: Pick<JobReport, 'counts'>): boolean {
  return JSON.stringify(lastCounts(job)) !== JSON.stringify(counts);
}

/** A job of which nothing was told yet waits in Twilio's queue, as when it was made. */
function lastCounts({ counts, range }: Pick<OpenJob, 'counts' | 'range'>): JobReport['counts'] {
  return counts.length > 0 ? counts : [{ status: 'Submitted', count: countDays(range) }];
}
