import { firstChunk } from '../days/chunking';
import { changeDays, numberOf, rangeOfSpan, spanOfRange, spansWhere, type Span, type ValueSpan } from '../days/day-map';
import type { DayRange } from '../days/day-range';
import type { ExportOptions } from '../request/export-options';
import { isPlanned, type DayState, type Planned } from '../ledger/day-state';
import { exportableFrom, newestExportableDay } from '../twilio/limits';
import { downloadCapacity } from './download-capacity';
import type { Ledger } from '../ledger/ledger';

export type Step =
  /** Submit chunks, as many as there are free job slots. */
  | {
      readonly step: 'submit';
      readonly chunks: readonly [PlannedChunk, ...PlannedChunk[]];
      /** Set when Twilio refused their days on an earlier UTC day. */
      readonly wasRefused?: true;
      /** Set when the files that Twilio has of their days do not serve. */
      readonly isFresh?: true;
      readonly quotaWait?: QuotaWait | undefined;
    }
  | { readonly step: 'pause'; readonly pause: Pause }
  /** The limit of open jobs is reached, or more files would expire before they are downloaded. */
  | { readonly step: 'hold'; readonly why: 'openJobs' | 'delivery' }
  /** Nothing can be submitted before an instant of Twilio's clock (milliseconds since 1970). */
  | { readonly step: 'wait'; readonly untilMs: number; readonly why: 'cooldown' | 'refused' | 'notExportableYet' }
  | { readonly step: 'rest' };

/** Days to request as one job; `attempt` is one more than the most any of them has had. */
export interface PlannedChunk {
  readonly range: DayRange;
  readonly attempt: number;
}

/** Why a chunk cannot be submitted now, as a sentence, and when it is expected to be. */
export interface QuotaWait {
  readonly why: string;
  readonly untilMs: number;
  /** Whose quota it is. */
  readonly group?: string;
  /** The reservation of an export that ended, until its job, if there is one, is certain to be listed. */
  readonly orphan?: { readonly nonce: string; readonly reservationNumber: number };
}

/** A pause by an operator: since when (ms since 1970, Twilio's clock), by whom, and why. */
export interface Pause {
  readonly sinceMs: number;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
}

/** What delays the submissions of an export, besides its ledger. */
export interface Constraints {
  readonly pause?: Pause | undefined;
  readonly quotaWait?: QuotaWait | undefined;
  /** Chunks that are being submitted. */
  readonly submitting?: readonly DayRange[];
}

type Pace = Pick<ExportOptions, 'daysPerChunk' | 'openJobs' | 'newestFirst'>;

/** Plan the next submissions at an instant of Twilio's clock: planned days that may be requested now, joined and cut into chunks. */
export function nextStep(
  ledger: Ledger,
  options: Pace,
  nowMs: number,
  { pause, quotaWait, submitting = [] }: Constraints = {},
): Step {
  const left = withRequested(ledger, submitting);
  const planned = spansWhere(left.days, isPlanned);
  if (planned.length === 0) return { step: 'rest' };
  if (pause) return { step: 'pause', pause };

  const first = firstStretch(left, options, nowMs);
  if (!first) return earliestWait(ledger, planned, nowMs);
  const slots = options.openJobs - ledger.jobs.length - submitting.length;
  if (slots <= 0) return { step: 'hold', why: 'openJobs' };
  const [chunk, ...others] = cutChunks(left, options, nowMs, slots);
  if (!chunk) return { step: 'hold', why: 'delivery' };
  return {
    step: 'submit',
    chunks: [chunk, ...others],
    ...(first.mostDays < Infinity && { wasRefused: true }),
    ...(first.isFresh && { isFresh: true }),
    quotaWait,
  };
}

/** The first chunks of a ledger, at most so many; those of one submission step are alike. */
function cutChunks(ledger: Ledger, options: Pace, nowMs: number, mostChunks: number): PlannedChunk[] {
  const chunks: PlannedChunk[] = [];
  const first = firstStretch(ledger, options, nowMs);
  let left = ledger;
  for (let stretch = first; stretch && first && isAlike(stretch, first); stretch = firstStretch(left, options, nowMs)) {
    const mostDays = Math.min(options.daysPerChunk, stretch.mostDays);
    const capacity = downloadCapacity(left, nowMs, mostDays);
    if (capacity === 0 || chunks.length === mostChunks) break;
    const range = firstChunk(rangeOfSpan(left.days, stretch), Math.min(mostDays, capacity), options.newestFirst);
    chunks.push({ range, attempt: attemptsWithin(left, range) + 1 });
    left = withRequested(left, [range]);
  }
  return chunks;
}

/** The ledger as it will be once these days are requested. */
function withRequested(ledger: Ledger, ranges: readonly DayRange[]): Ledger {
  if (ranges.length === 0) return ledger;
  const requested = ({ attempts }: Planned): DayState => ({ state: 'submitted', attempts, jobSid: '' });
  return { ...ledger, days: changeDays(ledger.days, ranges, (day) => (isPlanned(day) ? requested(day) : day)) };
}

/** Planned days, and how many of them one chunk may have at most. */
interface Stretch extends Span {
  readonly mostDays: number;
  readonly isFresh: true | undefined;
}

/** The first days that may be requested now, joined with those like them that follow and touch them. */
function firstStretch({ days }: Ledger, { newestFirst }: Pace, nowMs: number): Stretch | undefined {
  const readyDays = numberOf(days, newestExportableDay(nowMs)) + 1;
  const planned = spansWhere(days, isPlanned);
  let stretch: Stretch | undefined;
  for (const { from, until: end, value } of newestFirst ? planned.reverse() : planned) {
    if ((value.notBeforeMs ?? 0) > nowMs || from >= readyDays) continue;
    const next = { from, until: Math.min(end, readyDays), mostDays: value.mostDays ?? Infinity, isFresh: value.isFresh };
    if (stretch && ((stretch.until !== from && stretch.from !== next.until) || !isAlike(stretch, next))) break;
    const { from: start, until } = stretch ?? next;
    stretch = { ...next, from: Math.min(from, start), until: Math.max(next.until, until) };
  }
  return stretch;
}

function isAlike(one: Stretch, other: Stretch): boolean {
  return one.mostDays === other.mostDays && one.isFresh === other.isFresh;
}

/** Days that are not exportable yet are waited for one day after the other, beginning with the oldest. */
function earliestWait(ledger: Ledger, planned: readonly ValueSpan<Planned>[], nowMs: number): Step {
  const readyDays = numberOf(ledger.days, newestExportableDay(nowMs)) + 1;
  const waits = planned.map((span): Extract<Step, { step: 'wait' }> => {
    const { notBeforeMs = 0, mostDays } = span.value;
    const why = mostDays === undefined ? 'cooldown' : 'refused';
    if (span.from < readyDays) return { step: 'wait', untilMs: notBeforeMs, why };
    const exportableMs = exportableFrom(rangeOfSpan(ledger.days, span).startDay);
    return { step: 'wait', untilMs: Math.max(exportableMs, notBeforeMs), why: 'notExportableYet' };
  });
  return waits.reduce((first, wait) => (wait.untilMs < first.untilMs ? wait : first));
}

function attemptsWithin({ days }: Ledger, chunk: DayRange): number {
  const { from, until } = spanOfRange(days, chunk);
  const within = spansWhere(days, isPlanned).filter((span) => span.from < until && span.until > from);
  return Math.max(0, ...within.map(({ value }) => value.attempts));
}
