import type { ArchivedDay } from '../port';
import type { Store } from '../stores/store';
import type { DayFolder } from './day-folders';
import { DAY_FILES } from './layout';
import { missingNoteIn, receiptIn, type NoteOptions } from './read-note';

/** What the folder of a day says of it; undefined when there is neither a valid receipt nor a readable note. */
export async function surveyDay(
  store: Store,
  folder: DayFolder,
  options: NoteOptions,
): Promise<ArchivedDay | undefined> {
  const { day, files } = folder;
  const found = await receiptIn(store, folder, options);
  const receipt = found?.bytes === (files.get(DAY_FILES.records)?.bytes ?? 0) ? found : undefined;
  const missing = await missingNoteIn(store, folder, options);
  return (receipt ?? missing) && { day, receipt, missing };
}
