import { addDays, countDays, dayOf, daysOf, startOfDay, type Day, type DayRange } from '../../src/domain/days/day-range';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { recordReport } from '../../src/domain/ledger/fold-report';
import { recordSubmission } from '../../src/domain/ledger/fold-submission';
import { statusRanges, type JobReport } from '../../src/domain/twilio/job-report';
import { isSettled, openLedger, packLedger, type Ledger } from '../../src/domain/ledger/ledger';
import type { Holder } from '../../src/domain/quota/protocol';
import { nextStep } from '../../src/domain/plan/next-submission';
import { RESOURCE_TYPES } from '../../src/domain/twilio/resource-type';
import { days } from '../support/days';
import { MINUTE, SECOND } from './support/instants';
import { AskedQuota, holder, LISTED_AFTER_MS, request } from './support/quotas';

/** Twenty years, of each of the four resource types. */
const YEARS = days('2004-01-01..2023-12-31');
const ALL_DAYS = countDays(YEARS) * RESOURCE_TYPES.length;
/** Every second day of them. */
const SECOND_DAYS: ReadonlySet<Day> = new Set(daysOf(YEARS).filter((_day, index) => index % 2 === 1));
const FIRST_UTC_DAY = '2024-05-01' as Day;
const DAYS_PER_UTC_DAY = 366;
const JOB_TAKES_MS = 10 * MINUTE;

/** Temporal stores less than this of a workflow's state without a word. */
const MOST_BYTES = 100_000;

/** An export that is under way: its ledger, and when its jobs end. */
interface LongExport {
  readonly holder: Holder;
  ledger: Ledger;
  reservationNumber: number;
  dueMs: number;
  /** The days that have failed once. */
  readonly failed: Set<Day>;
  readonly jobs: { readonly jobSid: string; readonly range: DayRange; readonly endsAtMs: number }[];
}

describe.each<[string, boolean, number]>([
  ['in which nothing fails', false, ALL_DAYS],
  ['in which every second day fails once', true, ALL_DAYS + SECOND_DAYS.size * RESOURCE_TYPES.length],
])('twenty years of four resource types side by side, %s', (_name, failsOnce, neededDays) => {
  let outcome: ReturnType<typeof perform>;

  beforeAll(() => {
    outcome = perform(failsOnce);
  });

  test('end on the first UTC day on which they can', () => {
    const utcDaysNeeded = Math.ceil(neededDays / DAYS_PER_UTC_DAY);
    expect(outcome.lastUtcDay).toBe(addDays(FIRST_UTC_DAY, utcDaysNeeded - 1));
  });

  test('request each day as often as it takes, and not once more', () => {
    expect(outcome.requestedDays).toBe(neededDays);
    expect(outcome.ledgers.map(({ requestedDays }) => requestedDays)).toEqual(
      RESOURCE_TYPES.map(() => neededDays / RESOURCE_TYPES.length),
    );
  });

  test('never request more on a UTC day than Twilio takes', () => {
    expect(outcome.mostOnOneUtcDay).toBe(DAYS_PER_UTC_DAY);
  });

  test('export every day', () => {
    expect(outcome.ledgers.map(({ days: { runs } }) => runs)).toEqual(
      RESOURCE_TYPES.map(() => [{ days: countDays(YEARS), value: { state: 'exported' } }]),
    );
  });

  test('are carried in less than 100 KB at all times, and so is their quota', () => {
    expect(outcome.mostBytesOfLedger).toBeLessThan(MOST_BYTES);
    expect(outcome.mostBytesOfQuota).toBeLessThan(MOST_BYTES);
  });
});

/** Carry all exports out to their end, each step as soon as it may be. */
function perform(failsOnce: boolean) {
  const quota = new AskedQuota();
  const exports = RESOURCE_TYPES.map((resourceType): LongExport => ({
    holder: holder(resourceType, { resourceType }),
    ledger: openLedger(YEARS),
    reservationNumber: 0,
    dueMs: startOfDay(FIRST_UTC_DAY),
    jobs: [],
    failed: new Set(),
  }));
  const requested = new Map<Day, number>();
  let nowMs = startOfDay(FIRST_UTC_DAY);
  let mostRuns = 0;
  let mostBytesOfLedger = 0;
  let mostBytesOfQuota = 0;

  const open = () => exports.filter(({ ledger }) => !isSettled(ledger));
  for (let running = open(); running.length > 0; running = open()) {
    nowMs = Math.max(nowMs, Math.min(...running.map(({ dueMs }) => dueMs)));
    for (const one of running.filter(({ dueMs }) => dueMs <= nowMs)) {
      takeReports(one, nowMs, failsOnce);
      one.dueMs = Math.min(submitNext(one, quota, requested, nowMs), ...one.jobs.map(({ endsAtMs }) => endsAtMs));
      if (one.ledger.days.runs.length > mostRuns) {
        mostRuns = one.ledger.days.runs.length;
        mostBytesOfLedger = Math.max(mostBytesOfLedger, JSON.stringify(packLedger(one.ledger)).length);
      }
      mostBytesOfQuota = Math.max(mostBytesOfQuota, JSON.stringify(quota.state).length);
    }
  }
  return {
    lastUtcDay: dayOf(nowMs),
    ledgers: exports.map(({ ledger }) => ledger),
    requestedDays: [...requested.values()].reduce((sum, count) => sum + count, 0),
    mostOnOneUtcDay: Math.max(...requested.values()),
    mostBytesOfLedger,
    mostBytesOfQuota,
  };
}

/** Submit what may be submitted now; when to try the next. */
function submitNext(one: LongExport, quota: AskedQuota, requested: Map<Day, number>, nowMs: number): number {
  const step = nextStep(one.ledger, DEFAULT_OPTIONS, nowMs);
  if (step.step === 'wait') return step.untilMs;
  if (step.step !== 'submit') return Infinity;
  const chunks = step.chunks.map(({ range }) => ({ reservationNumber: ++one.reservationNumber, range }));
  const answer = quota.call({ call: 'reserve', request: request('', '1', { holder: one.holder, chunks, nowMs }) });
  if (answer?.kind === 'spent') return answer.untilMs;
  if (answer?.kind !== 'granted') return nowMs + 2 * SECOND;

  const { nonce } = one.holder;
  const utcDay = dayOf(nowMs);
  for (const { range, reservationNumber } of answer.chunks) {
    const jobSid = `JS ${nonce} ${String(reservationNumber)}`;
    requested.set(utcDay, (requested.get(utcDay) ?? 0) + countDays(range));
    one.jobs.push({ jobSid, range, endsAtMs: nowMs + JOB_TAKES_MS });
    one.ledger = recordSubmission(one.ledger, { jobSid, range, submittedAtMs: nowMs });
    quota.call({ call: 'settle', reservation: { nonce, reservationNumber }, jobSid, endsAtMs: nowMs + LISTED_AFTER_MS });
  }
  return nowMs + SECOND;
}

/** Take in the reports of jobs that are over. */
function takeReports(one: LongExport, nowMs: number, failsOnce: boolean): void {
  for (const job of one.jobs.filter(({ endsAtMs }) => endsAtMs <= nowMs)) {
    one.jobs.splice(one.jobs.indexOf(job), 1);
    const fails = (day: Day) => failsOnce && SECOND_DAYS.has(day) && !one.failed.has(day);
    const range = daysOf(job.range);
    const statuses = [
      ...statusRanges(
        'Completed',
        range.filter((day) => !fails(day)),
      ),
      ...statusRanges('Failed', range.filter(fails)),
    ];
    for (const day of range.filter(fails)) one.failed.add(day);
    const report: JobReport = { jobSid: job.jobSid, nowMs, statuses, counts: [], isFinished: true, unknownWords: [], isSeen: true };
    one.ledger = recordReport(one.ledger, report, DEFAULT_OPTIONS);
  }
}
