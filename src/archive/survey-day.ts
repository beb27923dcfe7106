import type { DayFolder } from './day-folders';
import { readMissingNote, readReceipt } from './day-note';
import { DAY_FILES, nameOf } from './layout';
import type { ArchivedDay } from './port';
import type { Store, StoreOptions } from './store';
import { readText } from './store-text';

/** What the folder of a day says of it; undefined when there is neither a valid receipt nor a readable note. */
export async function surveyDay(
  store: Store,
  accountSid: string,
  folder: DayFolder,
  options?: StoreOptions,
): Promise<ArchivedDay | undefined> {
  const { day, files } = folder;
  const read = async <T>(
    file: 'receipt' | 'missing',
    understand: (text: string, expected: Parameters<typeof readReceipt>[1]) => T | undefined,
  ): Promise<T | undefined> => {
    if (!files.has(DAY_FILES[file])) return undefined;
    const name = nameOf(folder, DAY_FILES[file]);
    const text = await readText(store, name, options);
    return text === undefined
      ? undefined
      : understand(text, { ...folder, accountSid, name: `${name} of ${store.place}` });
  };

  const receipt = await read('receipt', readReceipt);
  const bytes = files.get(DAY_FILES.records)?.bytes ?? 0;
  if (receipt?.bytes === bytes) return { day, receipt };
  const missing = await read('missing', readMissingNote);
  return missing && { day, missing };
}
