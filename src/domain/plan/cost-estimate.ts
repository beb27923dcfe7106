import { splitIntoChunks } from '../days/chunking';
import { countWhere, rangesWhere, type DayMap } from '../days/day-map';
import { addDays, dayOf, sumDays } from '../days/day-range';
import { isPlanned } from '../ledger/day-state';
import { recordArchived, type Archived, recordFindings } from '../ledger/fold-submission';
import { openLedger } from '../ledger/ledger';
import { type ExportSpec, exportablePart } from '../request/export-request';
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
  /** Why the worker would refuse the export, a sentence each. */
  readonly notAllowed?: readonly string[];
}

export type ExportPlan = Readonly<ReturnType<typeof planExport>>;

/** Plan an export at an instant (milliseconds since 1970); Twilio's clock goes before this machine's. */
export function planExport(
  { resourceType, range, options }: Pick<ExportSpec, 'range' | 'options'> & { readonly resourceType: string },
  machineMs: number,
  known: KnownBefore = { notChecked: [] },
) {
  const { archived, findings, nowMs = machineMs, quota, notChecked, notAllowed = [] } = known;
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
  const { utcDays, laterDays } = daysOfQuota(quotaDays, quota);
  const byQuota = laterDays === Infinity ? undefined : addDays(dayOf(nowMs), laterDays);
  const byLastDay = addDays((exportable ?? range).endDay, 2);
  const asked = { resourceType, range, archive, email, webhookUrl };
  return {
    ...asked,
    exportable,
    chunks,
    jobs: chunks.length,
    /** Days taken from the account's quota, when no day fails. */
    quotaDays,
    /** Days that are not requested: in the archive, as files at Twilio, or in running jobs. */
    available: { archive: inArchive, twilio: countWhere(days, (day) => !isPlanned(day)) - inArchive - inJobs, jobs: inJobs },
    quota,
    /** UTC days on which quota is used, when nothing else uses it. */
    utcDaysNeeded: utcDays,
    /** Undefined when the limit leaves no day. */
    earliestFinish: byQuota && byLastDay > byQuota ? byLastDay : byQuota,
    /** Mails to each owner and administrator of the account: Twilio sends one at the start of each job. */
    mails: chunks.length,
    notYetExportable,
    notChecked,
    notAllowed,
    /** Set when no day can be exported, with the reason. */
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
