import { changeDays, numberOf, rangeOfSpan, spansWhere, type Span, type ValueSpan } from '../days/day-map';
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
export function nextStep(ledger: Ledger, options: Pace, nowMs: number, constraints: Constraints = {}): Step {
  const { pause, quotaWait, submitting = [] } = constraints;
  const left = withRequested(ledger, submitting);
  const planned = spansWhere(left.days, isPlanned);
  if (planned.length === 0) return { step: 'rest' };
  if (pause) return { step: 'pause', pause };

  const stretches = firstStretches(left, planned, options, nowMs);
  const [first] = stretches;
  if (!first) return earliestWait(ledger, planned, nowMs);
  const slots = options.openJobs - ledger.jobs.length - submitting.length;
  if (slots <= 0) return { step: 'hold', why: 'openJobs' };
  const chunkOf = (span: Span) => ({ range: rangeOfSpan(left.days, span), attempt: attemptsWithin(planned, span) + 1 });
  const [chunk, ...others] = cutChunks(left, stretches, options, nowMs, slots).map(chunkOf);
  if (!chunk) return { step: 'hold', why: 'delivery' };
  const { mostDays, isFresh } = first;
  const marks = { ...(mostDays < Infinity && { wasRefused: true as const }), ...(isFresh && { isFresh }) };
  return { step: 'submit', chunks: [chunk, ...others], ...marks, quotaWait };
}

/** The ledger as it will be once these days are requested. */
function withRequested(ledger: Ledger, ranges: readonly DayRange[]): Ledger {
  if (ranges.length === 0) return ledger;
  const after = (day: DayState): DayState => (isPlanned(day) ? { state: 'submitted', attempts: day.attempts, jobSid: '' } : day);
  return { ...ledger, days: changeDays(ledger.days, ranges, after) };
}

/** Planned days, and how many of them one chunk may have at most. */
interface Stretch extends Span {
  readonly mostDays: number;
  readonly isFresh: true | undefined;
}

/** The first days that may be requested now: those that touch are joined, and the first ones unlike them end the list. */
function firstStretches({ days }: Ledger, planned: readonly ValueSpan<Planned>[], { newestFirst }: Pace, nowMs: number): Stretch[] {
  const readyDays = numberOf(days, newestExportableDay(nowMs)) + 1;
  const stretches: Stretch[] = [];
  for (const { from, until: end, value } of newestFirst ? [...planned].reverse() : planned) {
    if ((value.notBeforeMs ?? 0) > nowMs || from >= readyDays) continue;
    const next = { from, until: Math.min(end, readyDays), mostDays: value.mostDays ?? Infinity, isFresh: value.isFresh };
    const last = stretches.at(-1);
    if (last && (last.mostDays !== next.mostDays || last.isFresh !== next.isFresh)) break;
    const touches = last?.until === from || last?.from === next.until;
    if (last && touches) stretches.pop();
    stretches.push(last && touches ? { ...next, from: Math.min(from, last.from), until: Math.max(next.until, last.until) } : next);
  }
  return stretches;
}

/** The first chunks of some stretches, at most so many. */
function cutChunks(ledger: Ledger, stretches: readonly Stretch[], pace: Pace, nowMs: number, mostChunks: number): Span[] {
  const { daysPerChunk, newestFirst } = pace;
  const chunks: Span[] = [];
  let chosenDays = 0;
  for (const stretch of stretches) {
    const mostDays = Math.min(daysPerChunk, stretch.mostDays);
    let { from, until } = stretch;
    while (from < until) {
      const capacity = downloadCapacity(ledger, nowMs, mostDays, chosenDays);
      if (capacity === 0 || chunks.length === mostChunks) return chunks;
      const days = Math.min(mostDays, capacity, until - from);
      chunks.push(newestFirst ? { from: until - days, until } : { from, until: from + days });
      if (newestFirst) until -= days;
      else from += days;
      chosenDays += days;
    }
  }
  return chunks;
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

function attemptsWithin(planned: readonly ValueSpan<Planned>[], { from, until }: Span): number {
  const within = planned.filter((span) => span.from < until && span.until > from);
  return Math.max(0, ...within.map(({ value }) => value.attempts));
}
