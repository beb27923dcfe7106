import { countWhere, rangeOfSpan, rangesWhere, spansWhere, uniform, type DayMap } from '../days/day-map';
import type { Day, DayRange } from '../days/day-range';
import { packDayMap, unpackDayMap, type PackedDayMap } from '../days/packed-day-map';
import type { JobReport } from '../twilio/job-report';
import { isDeliverable, type DayState, type MissingReason, type Submitted } from './day-state';

/** A job with days that are not final. Instants are Twilio's, in milliseconds since 1970. */
export interface OpenJob {
  readonly jobSid: string;
  readonly range: DayRange;
  /** When it was created, or earlier; for an adopted job, when it was found. */
  readonly submittedAtMs: number;
  /** Set when another client created it. */
  readonly isAdopted?: true;
  /** When its reports last changed. */
  readonly changedAtMs: number;
  /** Set when its reports have not changed for a long time. */
  readonly isStuck?: true;
  /** Whether a poll has started that includes it. */
  readonly isPolled: boolean;
  /** Since when it is missing from the job list, or has ended without naming its days. */
  readonly unclearSinceMs?: number | undefined;
  readonly counts: JobReport['counts'];
  readonly unknownWords: readonly string[];
  readonly queuePosition?: number | undefined;
  readonly estimatedEndMs?: number | undefined;
}

/** A chunk that Twilio rejected, with its message. */
export interface RefusedChunk {
  readonly range: DayRange;
  readonly message: string;
  readonly atMs: number;
}

export interface DeliveryTally {
  readonly records: number;
  readonly bytes: number;
  /** Days requested again because their file expired before it was downloaded. */
  readonly expiredDays: number;
  /** Days requested again because there never was a complete file. */
  readonly undeliverableDays: number;
  /** How long a day took recently, in milliseconds; parallel downloads share their time. */
  readonly msPerDay?: number | undefined;
  /** The last failed download, until a batch has none. */
  readonly trouble?: { readonly day: Day; readonly message: string; readonly atMs: number } | undefined;
}

/** The tally before the first delivery. */
export const NOTHING_DELIVERED: DeliveryTally = { records: 0, bytes: 0, expiredDays: 0, undeliverableDays: 0 };

/** What an export has requested, and what it did not have to request. */
export interface ExportCost {
  /** Counted once per submission that covered a day. */
  readonly requestedDays: number;
  readonly submissions: number;
  /** Days that were already at Twilio, or in an open job there. */
  readonly adoptedDays: number;
  /** Days requested again because their job ended without naming the failed days. */
  readonly unnamedDays: number;
  /** Days that were already in the archive. */
  readonly archivedDays?: number | undefined;
}

/** The state of every day of an export, each exactly once, with its open jobs and its cost so far. */
export interface Ledger extends ExportCost {
  readonly days: DayMap<DayState>;
  readonly jobs: readonly OpenJob[];
  /** What was delivered, once something was. */
  readonly delivered?: DeliveryTally | undefined;
  /** The last rejection, until Twilio accepts a chunk with days of it. */
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

export function costOf(cost: ExportCost): ExportCost {
  const { requestedDays, submissions, adoptedDays, unnamedDays, archivedDays } = cost;
  return { requestedDays, submissions, adoptedDays, unnamedDays, archivedDays };
}

/** Whether a day is in a job and not final. */
export function isOpenIn(day: DayState, { jobSid }: Pick<OpenJob, 'jobSid'>): day is Submitted {
  return day.state === 'submitted' && day.jobSid === jobSid;
}

/** The days of a job that are not final yet. */
export function openDaysOf(ledger: Pick<Ledger, 'days'>, job: Pick<OpenJob, 'jobSid'>): DayRange[] {
  return rangesWhere(ledger.days, (day) => isOpenIn(day, job));
}

/** The number of days of a job that are not final yet. */
export function countOpenDays(ledger: Pick<Ledger, 'days'>, job: Pick<OpenJob, 'jobSid'>): number {
  return countWhere(ledger.days, (day) => isOpenIn(day, job));
}

/** Whether all days are final. */
export function isSettled({ days }: Ledger): boolean {
  return days.runs.every(({ value }) => isSettledDay(value));
}

/** Whether all days are final, except days of stuck jobs. */
export function isOnlyStuck({ days, jobs }: Ledger): boolean {
  const stuck = jobs.filter(({ isStuck }) => isStuck);
  return days.runs.every(({ value }) => isSettledDay(value) || stuck.some((job) => isOpenIn(value, job)));
}

function isSettledDay(day: DayState): boolean {
  return day.state !== 'planned' && day.state !== 'submitted' && !isDeliverable(day);
}

/** Missing days with the same reason and number of attempts. */
export interface MissingDays {
  readonly reason: MissingReason;
  readonly attempts: number;
  readonly ranges: readonly DayRange[];
}

export function missingDays(ledger: Ledger): MissingDays[] {
  const groups = new Map<string, MissingDays>();
  for (const span of spansWhere(ledger.days, (day) => day.state === 'missing')) {
    const { reason, attempts } = span.value;
    const key = `${reason} ${attempts}`;
    groups.set(key, { reason, attempts, ranges: [...(groups.get(key)?.ranges ?? []), rangeOfSpan(ledger.days, span)] });
  }
  return [...groups.values()];
}
