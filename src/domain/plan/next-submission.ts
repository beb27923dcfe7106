import { firstChunk } from '../days/chunking';
import { numberOf, rangeOfSpan, spanOfRange, spansWhere, type Span, type ValueSpan } from '../days/day-map';
import type { DayRange } from '../days/day-range';
import type { ExportOptions } from '../request/export-options';
import { isPlanned, type Planned } from '../ledger/day-state';
import { exportableFrom, newestExportableDay } from '../twilio/limits';
import { downloadCapacity } from './download-capacity';
import type { Ledger } from '../ledger/ledger';

export type Step =
  /** Submit a chunk; `attempt` is one more than the most any of its days has had. */
  | {
      readonly step: 'submit';
      readonly chunk: DayRange;
      readonly attempt: number;
      /** Counts the submissions of the export, whatever their days: no two have the same number. */
      readonly submission: number;
      /** Set when Twilio refused its days on an earlier UTC day. */
      readonly wasRefused?: true;
      /** Set when the files that Twilio has of its days do not serve. */
      readonly isFresh?: true;
      readonly quotaWait?: QuotaWait | undefined;
    }
  | { readonly step: 'pause'; readonly pause: Pause }
  /** The limit of open jobs is reached, or more files would expire before they are downloaded. */
  | { readonly step: 'hold'; readonly why: 'openJobs' | 'delivery' }
  /** Nothing can be submitted before an instant of Twilio's clock (milliseconds since 1970). */
  | { readonly step: 'wait'; readonly untilMs: number; readonly why: 'cooldown' | 'refused' | 'notExportableYet' }
  | { readonly step: 'rest' };

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
}

/** Plan the next submission at an instant of Twilio's clock: planned days that may be requested now, joined and cut into chunks. */
export function nextStep(
  ledger: Ledger,
  options: Pick<ExportOptions, 'daysPerChunk' | 'openJobs' | 'newestFirst'>,
  nowMs: number,
  { pause, quotaWait }: Constraints = {},
): Step {
  const planned = spansWhere(ledger.days, isPlanned);
  if (planned.length === 0) return { step: 'rest' };
  if (pause) return { step: 'pause', pause };

  const readyDays = numberOf(ledger.days, newestExportableDay(nowMs)) + 1;
  const ready = planned.flatMap(({ from, until, value }) =>
    (value.notBeforeMs ?? 0) <= nowMs && from < readyDays
      ? [{ from, until: Math.min(until, readyDays), mostDays: value.mostDays ?? Infinity, isFresh: value.isFresh }]
      : [],
  );
  const stretch = firstStretch(options.newestFirst ? ready.reverse() : ready);
  if (!stretch) return earliestWait(ledger, planned, readyDays);
  if (ledger.jobs.length >= options.openJobs) return { step: 'hold', why: 'openJobs' };
  const range = rangeOfSpan(ledger.days, stretch);
  const mostDays = Math.min(options.daysPerChunk, stretch.mostDays);
  const capacity = downloadCapacity(ledger, nowMs, mostDays);
  if (capacity === 0) return { step: 'hold', why: 'delivery' };
  const chunk = firstChunk(range, Math.min(mostDays, capacity), options.newestFirst);
  return {
    step: 'submit',
    chunk,
    attempt: attemptsWithin(ledger, planned, chunk) + 1,
    submission: ledger.submissions + 1,
    ...(stretch.mostDays < Infinity && { wasRefused: true }),
    ...(stretch.isFresh && { isFresh: true }),
    quotaWait,
  };
}

/** Planned days, and how many of them one chunk may have at most. */
interface Stretch extends Span {
  readonly mostDays: number;
  readonly isFresh: true | undefined;
}

/** The first of some spans, joined with those like it that follow and touch it; they may run forwards or backwards. */
function firstStretch(spans: readonly Stretch[]): Stretch | undefined {
  let stretch: Stretch | undefined;
  for (const { from, until, mostDays, isFresh } of spans) {
    if (stretch && stretch.until !== from && stretch.from !== until) break;
    if (stretch && (stretch.mostDays !== mostDays || stretch.isFresh !== isFresh)) break;
    stretch = { from: Math.min(from, stretch?.from ?? from), until: Math.max(until, stretch?.until ?? until), mostDays, isFresh };
  }
  return stretch;
}

/** Days that are not exportable yet are waited for one day after the other, beginning with the oldest. */
function earliestWait(ledger: Ledger, planned: readonly ValueSpan<Planned>[], readyDays: number): Step {
  const waits = planned.map((span): Extract<Step, { step: 'wait' }> => {
    const { notBeforeMs = 0, mostDays } = span.value;
    const why = mostDays === undefined ? 'cooldown' : 'refused';
    if (span.from < readyDays) return { step: 'wait', untilMs: notBeforeMs, why };
    const exportableMs = exportableFrom(rangeOfSpan(ledger.days, span).startDay);
    return { step: 'wait', untilMs: Math.max(exportableMs, notBeforeMs), why: 'notExportableYet' };
  });
  return waits.reduce((first, wait) => (wait.untilMs < first.untilMs ? wait : first));
}

function attemptsWithin(ledger: Ledger, planned: readonly ValueSpan<Planned>[], chunk: DayRange): number {
  const { from, until } = spanOfRange(ledger.days, chunk);
  const within = planned.filter((span) => span.from < until && span.until > from);
  return Math.max(0, ...within.map(({ value }) => value.attempts));
}
