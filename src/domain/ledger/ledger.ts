import {
  countWhere,
  packDayMap,
  rangeOfSpan,
  rangesWhere,
  spansWhere,
  uniform,
  unpackDayMap,
  type DayMap,
  type PackedDayMap,
} from '../days/day-map';
import type { Day, DayRange } from '../days/day-range';
import type { JobReport } from '../twilio/job-report';
import { isDeliverable, type DayState, type MissingReason } from './day-state';

/** A job with days that are not final. Instants are Twilio's, in milliseconds since 1970. */
export interface OpenJob {
  readonly jobSid: string;
  readonly range: DayRange;
  /** When it was made, or earlier; of an adopted job, when it was found. */
  readonly submittedAtMs: number;
  /** Set when another made it. */
  readonly isAdopted?: true;
  /** When its reports last told something new. */
  readonly changedAtMs: number;
  /** Set when its reports have told nothing new for long. */
  readonly isStuck?: true;
  /** Whether a poll has been started that asks for it. */
  readonly isPolled: boolean;
  /** Since when its reports leave doubt: it is not there, or it is over and does not name its days. */
  readonly unclearSinceMs?: number | undefined;
  readonly counts: JobReport['counts'];
  readonly unknownWords: readonly string[];
  readonly queuePosition?: number | undefined;
  readonly estimatedEndMs?: number | undefined;
}

/** A chunk that Twilio would not take, in its words. */
export interface RefusedChunk {
  readonly range: DayRange;
  readonly message: string;
  readonly atMs: number;
}

/** What the deliveries of an export came to so far. */
export interface DeliveryTally {
  readonly records: number;
  /** Of the files as Twilio sent them. */
  readonly bytes: number;
  /** Days asked for again since their file had gone before it was fetched. */
  readonly expiredDays: number;
  /** Days asked for again since there was never a file of them, or none that was whole. */
  readonly undeliverableDays: number;
  /** How long a day took lately, in milliseconds; of several at the same time each counts its share. */
  readonly msPerDay?: number | undefined;
  /** The last file that could not be fetched, until a batch has no trouble. */
  readonly trouble?: { readonly day: Day; readonly message: string; readonly atMs: number } | undefined;
}

/** The tally before the first delivery. */
export const NOTHING_DELIVERED: DeliveryTally = {
  records: 0,
  bytes: 0,
  expiredDays: 0,
  undeliverableDays: 0,
};

/** What we know of every day of an export, and what it has cost so far. Every day stands exactly once. */
export interface Ledger {
  readonly days: DayMap<DayState>;
  readonly jobs: readonly OpenJob[];
  /** Days asked of Twilio, counted once per submission that covered them. */
  readonly requestedDays: number;
  readonly submissions: number;
  /** Days that were at Twilio already, or under way there, and were not asked for. */
  readonly adoptedDays: number;
  /** Days asked for again because their job ended without saying which days had failed. */
  readonly unnamedDays: number;
  /** Days that were in the archive already, and were not asked for. */
  readonly archivedDays?: number | undefined;
  /** What was delivered, once something was. */
  readonly delivered?: DeliveryTally | undefined;
  /** The last refusal, until a chunk with days of it is taken. */
  readonly refusal?: RefusedChunk | undefined;
}

/** A ledger in the form in which it is carried from run to run. */
export type PackedLedger = Omit<Ledger, 'days'> & { readonly days: PackedDayMap<DayState> };

/** A ledger in which every day is still to be requested. */
export function openLedger(range: DayRange): Ledger {
  const days = uniform<DayState>(range, { state: 'planned', attempts: 0 });
  return { days, jobs: [], requestedDays: 0, submissions: 0, adoptedDays: 0, unnamedDays: 0 };
}

export function packLedger(ledger: Ledger): PackedLedger {
  return { ...ledger, days: packDayMap(ledger.days) };
}

export function unpackLedger(packed: PackedLedger): Ledger {
  return { ...packed, days: unpackDayMap(packed.days) };
}

/** The days of a job that are not final yet. */
export function openDaysOf(ledger: Pick<Ledger, 'days'>, { jobSid }: Pick<OpenJob, 'jobSid'>): DayRange[] {
  return rangesWhere(ledger.days, (day) => day.state === 'submitted' && day.jobSid === jobSid);
}

/** How many days of a job are not final yet. */
export function countOpenDays(ledger: Pick<Ledger, 'days'>, { jobSid }: Pick<OpenJob, 'jobSid'>): number {
  return countWhere(ledger.days, (day) => day.state === 'submitted' && day.jobSid === jobSid);
}

/** Whether no day can change any more by itself. */
export function isSettled({ days }: Ledger): boolean {
  return days.runs.every(({ value }) => isSettledDay(value));
}

/** Whether all that is left to settle are days in jobs that tell nothing new. */
export function isOnlyStuck({ days, jobs }: Ledger): boolean {
  const stuck = new Set(jobs.filter(({ isStuck }) => isStuck).map(({ jobSid }) => jobSid));
  return days.runs.every(
    ({ value }) => isSettledDay(value) || (value.state === 'submitted' && stuck.has(value.jobSid)),
  );
}

function isSettledDay(day: DayState): boolean {
  return day.state !== 'planned' && day.state !== 'submitted' && !isDeliverable(day);
}

/** How many days have a file at Twilio that is still to be fetched. */
export function countDeliverable({ days }: Pick<Ledger, 'days'>): number {
  return countWhere(days, isDeliverable);
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

function isMissing(day: DayState): day is Extract<DayState, { state: 'missing' }> {
  return day.state === 'missing';
}
