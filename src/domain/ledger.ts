import {
  changeDays,
  countWhere,
  rangeOfSpan,
  spansWhere,
  packDayMap,
  rangesWhere,
  uniform,
  unpackDayMap,
  type DayMap,
  type PackedDayMap,
} from './day-map';
import { countDays, type DayRange } from './day-range';
import type { DayStatus } from './day-status';
import {
  askAgain,
  standingAfter,
  type DayStanding,
  type MissingReason,
  type ResubmissionRule,
} from './day-standing';
import type { JobReport } from './job-report';

/** A job of ours with days that are not final. Instants are Twilio's, in milliseconds since 1970. */
export interface OpenJob {
  readonly jobSid: string;
  readonly range: DayRange;
  readonly submittedAtMs: number;
  /** Whether a poll has been started that asks for it. */
  readonly isPolled: boolean;
  /** Since when its reports leave doubt: it is not there, or it is over and does not name its days. */
  readonly doubtSinceMs?: number | undefined;
  readonly counts: JobReport['counts'];
  readonly unknownWords: readonly string[];
  readonly queuePosition?: number | undefined;
  readonly estimatedEndMs?: number | undefined;
}

/** What we know of every day of an export, and what it has cost so far. Every day stands exactly once. */
export interface Ledger {
  readonly days: DayMap<DayStanding>;
  readonly jobs: readonly OpenJob[];
  /** Days asked of Twilio, counted once per submission that covered them. */
  readonly requestedDays: number;
  readonly submissions: number;
  /** Days asked for again because their job ended without saying which days had failed. */
  readonly unnamedDays: number;
}

/** A ledger in the form in which it is carried from run to run. */
export type PackedLedger = Omit<Ledger, 'days'> & { readonly days: PackedDayMap<DayStanding> };

/** A chunk that Twilio took as a job. */
export interface Submission {
  readonly jobSid: string;
  readonly range: DayRange;
  /** When it was made, or earlier: files made since then may be its. */
  readonly submittedAtMs: number;
  readonly queuePosition?: number | undefined;
  readonly estimatedEndMs?: number | undefined;
}

/** A ledger in which every day is still to be requested. */
export function openLedger(range: DayRange): Ledger {
  const days = uniform<DayStanding>(range, { standing: 'planned', attempts: 0 });
  return { days, jobs: [], requestedDays: 0, submissions: 0, unnamedDays: 0 };
}

export function packLedger(ledger: Ledger): PackedLedger {
  return { ...ledger, days: packDayMap(ledger.days) };
}

export function unpackLedger(packed: PackedLedger): Ledger {
  return { ...packed, days: unpackDayMap(packed.days) };
}

/** The ledger after a chunk became a job: its days are submitted, once more than before. */
export function recordSubmission(ledger: Ledger, submission: Submission): Ledger {
  const { jobSid, range, submittedAtMs, queuePosition, estimatedEndMs } = submission;
  if (ledger.jobs.some((job) => job.jobSid === jobSid)) return ledger;
  const job: OpenJob = {
    jobSid,
    range,
    submittedAtMs,
    isPolled: false,
    counts: [],
    unknownWords: [],
    queuePosition,
    estimatedEndMs,
  };
  return {
    ...ledger,
    days: changeDays(ledger.days, [range], (before) =>
      before.standing === 'planned'
        ? { standing: 'submitted', attempts: before.attempts + 1, jobSid }
        : before,
    ),
    jobs: [...ledger.jobs, job],
    requestedDays: ledger.requestedDays + countDays(range),
    submissions: ledger.submissions + 1,
  };
}

/** The ledger once a poll asks for all open jobs. */
export function recordPollStart(ledger: Ledger): Ledger {
  return { ...ledger, jobs: ledger.jobs.map((job) => ({ ...job, isPolled: true })) };
}

/** The ledger after a report. Only days submitted in the reported job change; the same report again changes nothing. */
export function recordReport(ledger: Ledger, report: JobReport, rule: ResubmissionRule): Ledger {
  const job = ledger.jobs.find(({ jobSid }) => jobSid === report.jobSid);
  if (!job) return ledger;

  const settleAs = (status: DayStatus) => (before: DayStanding) =>
    before.standing === 'submitted' && before.jobSid === job.jobSid
      ? standingAfter(before, status, report.nowMs, rule)
      : before;
  let days = ledger.days;
  for (const { status, ranges } of report.statuses) days = changeDays(days, ranges, settleAs(status));

  let unnamedDays = ledger.unnamedDays;
  if (report.askAgain) {
    const reason = report.askAgain;
    if (reason === 'unnamed') unnamedDays += countOpenDays({ days }, job);
    days = changeDays(days, openDaysOf({ days }, job), (before) =>
      askAgain(before, reason, report.nowMs, rule),
    );
  }

  const others = ledger.jobs.map((other) => (other === job ? jobAfter(job, report) : other));
  const jobs = others.filter(({ jobSid }) => jobSid !== job.jobSid || countOpenDays({ days }, job) > 0);
  return { ...ledger, days, unnamedDays, jobs };
}

/** The days of a job that are not final yet. */
export function openDaysOf(ledger: Pick<Ledger, 'days'>, { jobSid }: Pick<OpenJob, 'jobSid'>): DayRange[] {
  return rangesWhere(ledger.days, (day) => day.standing === 'submitted' && day.jobSid === jobSid);
}

/** How many days of a job are not final yet. */
export function countOpenDays(ledger: Pick<Ledger, 'days'>, { jobSid }: Pick<OpenJob, 'jobSid'>): number {
  return countWhere(ledger.days, (day) => day.standing === 'submitted' && day.jobSid === jobSid);
}

/** Whether no day can change any more by itself. */
export function isSettled(ledger: Ledger): boolean {
  return ledger.days.runs.every(
    ({ value: { standing } }) => standing !== 'planned' && standing !== 'submitted',
  );
}

/** The days given up, those of one reason and number of attempts together. */
export interface MissingDays {
  readonly reason: MissingReason;
  readonly attempts: number;
  readonly ranges: readonly DayRange[];
}

/** Every day given up, with why. */
export function missingDays(ledger: Ledger): MissingDays[] {
  const groups = new Map<string, MissingDays>();
  for (const span of spansWhere(ledger.days, isMissing)) {
    const { reason, attempts } = span.value;
    const range = rangeOfSpan(ledger.days, span);
    const key = `${reason} ${attempts}`;
    groups.set(key, { reason, attempts, ranges: [...(groups.get(key)?.ranges ?? []), range] });
  }
  return [...groups.values()];
}

function isMissing(day: DayStanding): day is Extract<DayStanding, { standing: 'missing' }> {
  return day.standing === 'missing';
}

function jobAfter(job: OpenJob, report: JobReport): OpenJob {
  if (!report.isSeen) return { ...job, doubtSinceMs: job.doubtSinceMs ?? report.nowMs };
  return {
    ...job,
    counts: report.counts,
    unknownWords: report.unknownWords,
    queuePosition: report.queuePosition,
    estimatedEndMs: report.estimatedEndMs,
    doubtSinceMs: report.isOver ? (job.doubtSinceMs ?? report.nowMs) : undefined,
  };
}
