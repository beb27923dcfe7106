import { changeDays, countWhere, changeByEntries, entriesOf, type DayMap } from '../days/day-map';
import { addDays, countDays, dayOf, overlap, startOfDay, type DayRange } from '../days/day-range';
import { oldestLiveFile } from '../twilio/limits';
import type { Findings } from '../twilio/survey';
import { exportedDay, isPlanned, type DayState, type DeliveryRule } from './day-state';
import { afterRefusal } from './day-transitions';
import { countOpenDays, type Ledger, type OpenJob, type RefusedChunk } from './ledger';
import { stateAfterNote, type MissingRecord } from './missing-retry';

/** A chunk that Twilio accepted as a job. */
export type Submission = Pick<OpenJob, 'jobSid' | 'range' | 'submittedAtMs' | 'queuePosition' | 'estimatedEndMs'>;

/** The ledger after a chunk became a job. */
export function recordSubmission(ledger: Ledger, submission: Submission): Ledger {
  const { jobSid, range } = submission;
  if (ledger.jobs.some((job) => job.jobSid === jobSid)) return ledger;
  const after = (day: DayState): DayState => (isPlanned(day) ? { state: 'submitted', attempts: day.attempts + 1, jobSid } : day);
  return {
    ...ledger,
    days: changeDays(ledger.days, [range], after),
    jobs: [...ledger.jobs, newJob(submission)].sort((one, other) => (one.range.startDay < other.range.startDay ? -1 : 1)),
    requestedDays: ledger.requestedDays + countDays(range),
    submissions: ledger.submissions + 1,
    refusal: ledger.refusal && overlap(ledger.refusal.range, range) ? undefined : ledger.refusal,
  };
}

/** The ledger after a survey of Twilio: planned days with a file, or in a job, are adopted, which is no attempt. */
export function recordFindings(ledger: Ledger, findings: Findings, nowMs: number, rule: DeliveryRule = {}): Ledger {
  const { exported, empty, jobs } = findings;
  const madeAfterMs = oldestLiveFile(nowMs);
  let days = ledger.days;
  const take = (ranges: readonly DayRange[], taken: (attempts: number) => DayState) => {
    days = changeDays(days, ranges, (before) => (before.state === 'planned' && !before.isFresh ? taken(before.attempts) : before));
  };
  take(exported, (attempts) => exportedDay({ attempts, madeAfterMs }, false, rule));
  take(empty, (attempts) => exportedDay({ attempts, madeAfterMs }, true, rule));
  for (const { jobSid, days: underWay } of jobs) take(underWay, (attempts) => ({ state: 'submitted', attempts, jobSid }));

  const adopted = jobs
    .filter((job) => !ledger.jobs.some(({ jobSid }) => jobSid === job.jobSid))
    .map((job) => ({ ...newJob({ ...job, submittedAtMs: nowMs }), isAdopted: true as const }))
    .filter((job) => countOpenDays({ days }, job) > 0);
  const adoptedDays = ledger.adoptedDays + countWhere(ledger.days, isPlanned) - countWhere(days, isPlanned);
  return { ...ledger, days, jobs: [...ledger.jobs, ...adopted], adoptedDays };
}

/** The ledger after Twilio rejected a chunk for an undocumented reason: its days wait for the next UTC day. */
export function recordRefusal(ledger: Ledger, refusal: RefusedChunk): Ledger {
  const { range, atMs } = refusal;
  const nextUtcDayMs = startOfDay(addDays(dayOf(atMs), 1));
  const after = (before: DayState) => (isPlanned(before) ? afterRefusal(before, countDays(range), nextUtcDayMs) : before);
  return { ...ledger, days: changeDays(ledger.days, [range], after), refusal };
}

function newJob({ jobSid, range, submittedAtMs, queuePosition, estimatedEndMs }: Submission): OpenJob {
  const unseen = { changedAtMs: submittedAtMs, isPolled: false, counts: [], unknownWords: [] };
  return { jobSid, range, submittedAtMs, ...unseen, queuePosition, estimatedEndMs };
}

/** The state of a day in an archive. */
export type Archived = 'delivered' | 'empty' | 'nothing' | MissingRecord;

/** The ledger after a survey of the archive: days with a receipt need no request, days with a note have at most one attempt. */
export function recordArchived(ledger: Ledger, archived: DayMap<Archived>, maxAttempts: number): Ledger {
  const days = changeByEntries(ledger.days, entriesOf(archived), (before, there) => {
    if (there === 'nothing') return before;
    return typeof there === 'string' ? { state: there } : stateAfterNote(there, maxAttempts);
  });
  return { ...ledger, days, archivedDays: countWhere(days, ({ state }) => state === 'delivered' || state === 'empty') };
}

/** The ledger after an earlier export of the same days: those that are complete there need no request here. */
export function recordEarlier(ledger: Ledger, earlier: Ledger['days']): Ledger {
  const days = changeByEntries(ledger.days, entriesOf(earlier), (before, { state }) => {
    return state === 'exported' || state === 'delivered' || state === 'empty' ? ({ state } as DayState) : before;
  });
  return { ...ledger, days };
}
