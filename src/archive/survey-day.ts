import type { DayFolder } from './day-folders';
import { DAY_FILES } from './layout';
import type { ArchivedDay } from './port';
import { missingNoteIn, receiptIn, type NoteOptions } from './read-note';
import type { Store } from './store';

/** What the folder of a day says of it; undefined when there is neither a valid receipt nor a readable note. */
export async function surveyDay(
  store: Store,
  folder: DayFolder,
  options: NoteOptions,
): Promise<ArchivedDay | undefined> {
  const { day, files } = folder;
  const receipt = await receiptIn(store, folder, options);
  if (receipt?.bytes === (files.get(DAY_FILES.records)?.bytes ?? 0)) return { day, receipt };
  const missing = await missingNoteIn(store, folder, options);
  return missing && { day, missing };
}
