import type { Archive } from '../../archive/port';
import { daysOf, type Day, type DayRange } from '../../domain/days/day-range';
import type { MissingDays } from '../../domain/ledger/ledger';
import { isDue, nextTry, type EarlierNote } from '../../domain/ledger/missing-retry';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { activity, pollBackoff, type Attempt, type BoundInput, type OfType } from '../attempt/activity';
import { earlierNote } from '../survey/archived-as';

export interface ReportExportInput extends BoundInput, OfType<'pollMinMs' | 'pollMaxMs'> {
  readonly exportId: string;
  readonly range: DayRange;
  readonly archive: string;
  readonly missing: readonly MissingDays[];
  /** Twilio's clock, milliseconds since 1970. */
  readonly nowMs: number;
  /** Set for a scheduled run, which does not change notes that are not due. */
  readonly isScheduled?: boolean | undefined;
}

/** Write the end of an export to the archive: a note for each missing day, and the report of the export. */
export const reportExport = activity(pollBackoff, async ({ openArchive, signal }: Attempt, input: ReportExportInput) => {
  const { exportId, resourceType, range, missing, nowMs } = input;
  const archive = openArchive(input.archive);
  await noteMissing(archive, input, signal);
  const left = missing.flatMap(({ reason, ranges }) => ranges.map((days) => ({ range: days, reason })));
  await archive.report(exportId, { resourceType, range, missing: left, endedAtMs: nowMs }, { signal });
});

/** Write for each missing day why it is missing, and when a scheduled run requests it again. */
async function noteMissing(archive: Archive, input: ReportExportInput, signal: AbortSignal): Promise<void> {
  const { resourceType, range, missing, nowMs, isScheduled } = input;
  const earlier = missing.length > 0 ? await earlierNotes(archive, resourceType, range, signal) : new Map<Day, EarlierNote>();
  for (const { reason, attempts, ranges } of missing) {
    for (const day of ranges.flatMap(daysOf)) {
      const before = earlier.get(day);
      if (isScheduled && before && !isDue(before, nowMs)) continue;
      const facts = { reason, attempts, ...nextTry(reason, before, nowMs), notedAtMs: nowMs };
      await archive.recordMissing({ resourceType, day }, facts, { signal });
    }
  }
}

async function earlierNotes(archive: Archive, resourceType: ResourceType, range: DayRange, signal: AbortSignal) {
  const notes = new Map<Day, EarlierNote>();
  for await (const { day, missing } of archive.survey(resourceType, range, { signal })) {
    if (missing) notes.set(day, earlierNote(missing));
  }
  return notes;
}
