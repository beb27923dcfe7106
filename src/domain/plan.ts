import { firstChunk } from './chunking';
import { entriesOf, joinNeighbours } from './day-map';
import {
  addDays,
  exportableFrom,
  formatRange,
  newestExportableDay,
  type Day,
  type DayRange,
} from './day-range';
import type { ExportOptions } from './export-options';
import type { DayStanding } from './day-standing';
import type { Ledger } from './ledger';

/** What the submitting lane does next. */
export type Step =
  /** Submit a chunk; `attempt` is one more than the most any of its days has had. */
  | { readonly step: 'submit'; readonly chunk: DayRange; readonly attempt: number }
  /** As many jobs are open as may be. */
  | { readonly step: 'hold' }
  /** Nothing can be submitted before an instant of Twilio's clock (milliseconds since 1970). */
  | { readonly step: 'wait'; readonly untilMs: number; readonly why: 'cooldown' | 'notExportableYet' }
  /** No day is planned. */
  | { readonly step: 'rest' };

/**
 * Plan the next submission at an instant of Twilio's clock.
 *
 * Planned days that may be asked for now are joined with their neighbours and cut into chunks; nothing else
 * is ever submitted.
 */
export function nextStep(
  ledger: Ledger,
  options: Pick<ExportOptions, 'daysPerChunk' | 'openJobs' | 'newestFirst'>,
  nowMs: number,
): Step {
  const planned = entriesOf(ledger.days).filter(isPlanned);
  if (planned.length === 0) return { step: 'rest' };

  const newestDay = newestExportableDay(nowMs);
  const ready = joinNeighbours(
    planned.flatMap(({ range, value }) =>
      (value.notBeforeMs ?? 0) <= nowMs ? cutAfter(range, newestDay) : [],
    ),
  );
  const range = options.newestFirst ? ready.at(-1) : ready[0];
  if (!range) return earliestWait(planned, nowMs);
  if (ledger.jobs.length >= options.openJobs) return { step: 'hold' };
  const chunk = firstChunk(range, options.daysPerChunk, options.newestFirst);
  return { step: 'submit', chunk, attempt: attemptsWithin(planned, chunk) + 1 };
}

interface PlannedEntry {
  readonly range: DayRange;
  readonly value: Extract<DayStanding, { standing: 'planned' }>;
}

function isPlanned(entry: { range: DayRange; value: DayStanding }): entry is PlannedEntry {
  return entry.value.standing === 'planned';
}

function cutAfter({ startDay, endDay }: DayRange, newestDay: Day): DayRange[] {
  if (startDay > newestDay) return [];
  return [{ startDay, endDay: endDay < newestDay ? endDay : newestDay }];
}

/** Days that are not exportable yet are waited for one day after the other, beginning with the oldest. */
function earliestWait(planned: readonly PlannedEntry[], nowMs: number): Step {
  const waits = planned.map(({ range, value: { notBeforeMs = 0 } }): Extract<Step, { step: 'wait' }> => {
    const exportableMs = exportableFrom(range.startDay);
    return exportableMs > Math.max(notBeforeMs, nowMs)
      ? { step: 'wait', untilMs: exportableMs, why: 'notExportableYet' }
      : { step: 'wait', untilMs: notBeforeMs, why: 'cooldown' };
  });
  return waits.reduce((first, wait) => (wait.untilMs < first.untilMs ? wait : first));
}

function attemptsWithin(planned: readonly PlannedEntry[], chunk: DayRange): number {
  return planned
    .filter(({ range }) => range.startDay <= chunk.endDay && range.endDay >= chunk.startDay)
    .reduce((most, { value }) => Math.max(most, value.attempts), 0);
}

/** The part of a range that an export takes on. */
export type ExportablePart =
  | { readonly exportable: DayRange; readonly notYetExportable?: DayRange; readonly refusal?: undefined }
  | { readonly exportable?: undefined; readonly notYetExportable?: undefined; readonly refusal: string };

/**
 * What an export begun at an instant takes on: the range up to the newest exportable day, or all of it when recent
 * days are waited for. A refusal, a sentence for people, when nothing would be left.
 */
export function exportablePart(range: DayRange, nowMs: number, waitForRecentDays: boolean): ExportablePart {
  const newestDay = newestExportableDay(nowMs);
  if (range.endDay <= newestDay || waitForRecentDays) return { exportable: range };
  if (range.startDay > newestDay) {
    return {
      refusal:
        `No day of ${formatRange(range)} can be exported yet: the newest exportable day is ${newestDay}, two days ` +
        `before today (UTC). Choose an earlier range, or wait for the days with --wait-for-recent-days.`,
    };
  }
  return {
    exportable: { startDay: range.startDay, endDay: newestDay },
    notYetExportable: { startDay: addDays(newestDay, 1), endDay: range.endDay },
  };
}
