import { splitIntoChunks } from '../days/chunking';
import { addDays, countDays, dayOf, type DayRange } from '../days/day-range';
import type { ExportOptions } from '../request/export-options';
import { exportablePart } from '../request/relative-range';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';

/** The expected cost of an export, computed without a request to Twilio. */
export interface ExportPlan {
  readonly resourceType: string;
  readonly range: DayRange;
  readonly chunks: readonly DayRange[];
  readonly jobs: number;
  /** Days taken from the account's quota, when no day fails. */
  readonly quotaDays: number;
  /** UTC days on which quota is used, when nothing else uses it. */
  readonly utcDaysNeeded: number;
  readonly earliestFinish: string;
  /** Mails to each owner and administrator of the account: Twilio sends one at the start of each job. */
  readonly mails: number;
  readonly notYetExportable?: DayRange | undefined;
  /** The archive. Days that are already in it are known only when the export starts, and are included here. */
  readonly archive?: string | undefined;
  /** Set when no day can be exported, with the reason. */
  readonly refusal?: string | undefined;
}

/** What the cost of an export depends on. */
interface PlanRequest {
  readonly resourceType: string;
  readonly range: DayRange;
  readonly options: Pick<ExportOptions, 'daysPerChunk' | 'newestFirst' | 'waitForRecentDays' | 'archive'>;
}

/** Plan an export by this machine's clock, in milliseconds since 1970. */
export function planExport({ resourceType, range, options }: PlanRequest, nowMs: number): ExportPlan {
  const { daysPerChunk, newestFirst, waitForRecentDays, archive } = options;
  const { exportable, notYetExportable, refusal } = exportablePart(range, nowMs, waitForRecentDays);
  const chunks = exportable ? splitIntoChunks(exportable, daysPerChunk, newestFirst) : [];
  const quotaDays = exportable ? countDays(exportable) : 0;
  const utcDaysNeeded = Math.ceil(quotaDays / DAYS_PER_UTC_DAY);
  const byQuota = addDays(dayOf(nowMs), Math.max(utcDaysNeeded - 1, 0));
  const byLastDay = exportable ? addDays(exportable.endDay, 2) : byQuota;
  return {
    resourceType,
    range,
    chunks,
    jobs: chunks.length,
    quotaDays,
    utcDaysNeeded,
    earliestFinish: byLastDay > byQuota ? byLastDay : byQuota,
    mails: chunks.length,
    notYetExportable,
    archive,
    refusal,
  };
}
