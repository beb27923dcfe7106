import type { ArchivedDay } from '../port';
import { FrozenFileError } from '../stores/archive-error';
import type { Store, StoreOptions } from '../stores/store';
import { readText } from '../stores/store-text';
import { completed, type DayFolder } from './day-folders';
import { readMissingNote, readReceipt, type ExpectedNote, type MissingNote, type Receipt } from './day-note';
import { DAY_FILES, nameOf } from './layout';
import { isAsTold } from './stored-file';

/** The expected account of notes, and the options of every call. */
interface NoteOptions extends StoreOptions {
  /** Any account when absent. */
  readonly accountSid?: string | undefined;
}

/** The receipt in the folder of a day; undefined when there is no valid one. */
export function receiptIn(store: Store, folder: DayFolder, options: NoteOptions): Promise<Receipt | undefined> {
  return readNote(store, folder, DAY_FILES.receipt, readReceipt, options);
}

/** The note of a missing day, like {@link receiptIn}. */
export function missingNoteIn(store: Store, folder: DayFolder, options: NoteOptions): Promise<MissingNote | undefined> {
  return readNote(store, folder, DAY_FILES.missing, readMissingNote, options);
}

async function readNote<T>(
  store: Store,
  folder: DayFolder,
  file: typeof DAY_FILES.receipt | typeof DAY_FILES.missing,
  understand: (text: string, expected: ExpectedNote) => T | undefined,
  { accountSid, signal }: NoteOptions,
): Promise<T | undefined> {
  if (!folder.files.has(file)) return undefined;
  const name = nameOf(folder, file);
  const text = await readText(store, name, { signal });
  const { resourceType, day } = folder;
  return text === undefined
    ? undefined
    : understand(text, { resourceType, day, accountSid, name: `${name} of ${store.place}` });
}

/** The state of a day in an archive; undefined without a valid receipt or note. */
export async function surveyDay(
  store: Store,
  listed: DayFolder,
  options: NoteOptions,
): Promise<ArchivedDay | undefined> {
  const folder = await completed(store, listed, options);
  const { day, files } = folder;
  const file = files.get(DAY_FILES.records);
  try {
    const found = await receiptIn(store, folder, options);
    const isValid = found && (await isAsTold(store, nameOf(folder, DAY_FILES.records), found, file, options));
    const receipt = isValid ? found : undefined;
    const missing = await missingNoteIn(store, folder, options);
    return (receipt ?? missing) && { day, receipt, missing };
  } catch (thrown) {
    // A receipt never exists without its file.
    if (thrown instanceof FrozenFileError) return { day, frozen: { bytes: file?.bytes ?? 0 } };
    throw thrown;
  }
}
