import { splitIntoChunks } from '../days/chunking';
import { countWhere, rangesWhere, type DayMap } from '../days/day-map';
import { addDays, dayOf, sumDays, type Day, type DayRange } from '../days/day-range';
import { isPlanned } from '../ledger/day-state';
import { recordArchived, type Archived } from '../ledger/fold-known';
import { recordFindings } from '../ledger/fold-submission';
import { openLedger } from '../ledger/ledger';
import type { ExportOptions } from '../request/export-options';
import { exportablePart } from '../request/relative-range';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import type { Findings } from '../twilio/survey';

/** What is known before an export starts; a part is absent when it could not be read. */
export interface KnownBefore {
  readonly archived?: DayMap<Archived>;
  readonly findings?: Findings;
  /** Twilio's clock, milliseconds since 1970. */
  readonly nowMs?: number;
  /** The quota of the UTC day as it stands; the reserve is for schedules only. */
  readonly quota?: {
    readonly limit: number | 'none';
    readonly reserve: number;
    readonly requestedDays: number;
    readonly waitingExports: number;
    readonly closedBecause?: string | undefined;
  };
  /** Why parts are absent, a sentence each. */
  readonly notChecked: readonly string[];
}

export interface ExportPlan extends Pick<KnownBefore, 'notChecked'>, Pick<ExportOptions, 'archive' | 'email' | 'webhookUrl'> {
  readonly resourceType: string;
  readonly range: DayRange;
  readonly exportable?: DayRange | undefined;
  readonly chunks: readonly DayRange[];
  readonly jobs: number;
  /** Days taken from the account's quota, when no day fails. */
  readonly quotaDays: number;
  /** Days that are not requested: in the archive, as files at Twilio, or in running jobs. */
  readonly available: { readonly archive: number; readonly twilio: number; readonly jobs: number };
  readonly quota?: KnownBefore['quota'] | undefined;
  /** UTC days on which quota is used, when nothing else uses it. */
  readonly utcDaysNeeded: number;
  /** Absent when the limit leaves no day. */
  readonly earliestFinish?: Day | undefined;
  /** Mails to each owner and administrator of the account: Twilio sends one at the start of each job. */
  readonly mails: number;
  readonly notYetExportable?: DayRange | undefined;
  /** Set when no day can be exported, with the reason. */
  readonly refusal?: string | undefined;
}

/** Plan an export at an instant (milliseconds since 1970); Twilio's clock goes before this machine's. */
export function planExport(
  { resourceType, range, options }: Pick<ExportPlan, 'resourceType' | 'range'> & { readonly options: ExportOptions },
  machineMs: number,
  known: KnownBefore = { notChecked: [] },
): ExportPlan {
  const { archived, findings, nowMs = machineMs, quota, notChecked } = known;
  const { daysPerChunk, newestFirst, waitForRecentDays, archive, email, webhookUrl, maxAttempts } = options;
  const { exportable, notYetExportable, refusal } = exportablePart(range, nowMs, waitForRecentDays);
  const ledger = openLedger(exportable ?? range);
  const before = archived ? recordArchived(ledger, archived, maxAttempts) : ledger;
  const { days } = findings ? recordFindings(before, findings, nowMs, options) : before;
  const planned = exportable ? rangesWhere(days, isPlanned) : [];
  if (newestFirst) planned.reverse();
  const chunks = planned.flatMap((part) => splitIntoChunks(part, daysPerChunk, newestFirst));
  const quotaDays = sumDays(chunks);
  const inArchive = countWhere(before.days, (day) => !isPlanned(day));
  const inJobs = countWhere(days, ({ state }) => state === 'submitted');
  const atTwilio = countWhere(days, (day) => !isPlanned(day)) - inArchive - inJobs;
  const { utcDays, laterDays } = daysOfQuota(quotaDays, quota);
  const byQuota = laterDays === Infinity ? undefined : addDays(dayOf(nowMs), laterDays);
  const byLastDay = addDays((exportable ?? range).endDay, 2);
  return {
    resourceType,
    range,
    exportable,
    chunks,
    jobs: chunks.length,
    quotaDays,
    available: { archive: inArchive, twilio: atTwilio, jobs: inJobs },
    quota,
    utcDaysNeeded: utcDays,
    earliestFinish: byQuota && byLastDay > byQuota ? byLastDay : byQuota,
    mails: chunks.length,
    notYetExportable,
    archive,
    email,
    webhookUrl,
    notChecked,
    refusal,
  };
}

/** On how many UTC days so many days are requested, and after how many more than today the last of them is. */
function daysOfQuota(days: number, quota: KnownBefore['quota']): { utcDays: number; laterDays: number } {
  const { limit = DAYS_PER_UTC_DAY, reserve = 0, requestedDays = 0, closedBecause } = quota ?? {};
  const perDay = limit === 'none' ? Infinity : Math.max(limit - reserve, 0);
  const today = closedBecause === undefined ? Math.min(Math.max(perDay - requestedDays, 0), days) : 0;
  const laterDays = days === today ? 0 : Math.ceil((days - today) / perDay);
  return { utcDays: (today > 0 ? 1 : 0) + laterDays, laterDays };
}
