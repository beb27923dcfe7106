import type { ArchivedDay } from '../port';
import { FrozenFileError } from '../stores/archive-error';
import type { Store, StoreOptions } from '../stores/store';
import { readText } from '../stores/store-text';
import { completed, type DayFolder } from './day-folders';
import { parseNote, type Notes } from './day-note';
import { DAY_FILES, nameOf } from './layout';
import { isAsTold } from './stored-file';

/** The expected account of notes, and the options of every call. */
interface NoteOptions extends StoreOptions {
  /** Any account when absent. */
  readonly accountSid?: string | undefined;
}

/** The receipt in the folder of a day, or the note that it is missing; undefined when there is no valid one. */
export async function noteIn<Kind extends keyof Notes>(
  kind: Kind,
  store: Store,
  folder: DayFolder,
  { accountSid, signal }: NoteOptions = {},
): Promise<Notes[Kind] | undefined> {
  if (!folder.files.has(DAY_FILES[kind])) return undefined;
  const name = nameOf(folder, DAY_FILES[kind]);
  const text = await readText(store, name, { signal });
  return text === undefined ? undefined : parseNote(kind, text, { ...folder, accountSid, name: `${name} of ${store.place}` });
}

/** The state of a day in an archive; undefined without a valid receipt or note. */
export async function surveyDay(store: Store, listed: DayFolder, options: NoteOptions): Promise<ArchivedDay | undefined> {
  const folder = await completed(store, listed, options);
  const { day, files } = folder;
  const file = files.get(DAY_FILES.records);
  try {
    const found = await noteIn('receipt', store, folder, options);
    const isValid = found && (await isAsTold(store, nameOf(folder, DAY_FILES.records), found, file, options));
    const receipt = isValid ? found : undefined;
    const missing = await noteIn('missing', store, folder, options);
    return (receipt ?? missing) && { day, receipt, missing };
  } catch (thrown) {
    // A receipt never exists without its file.
    if (thrown instanceof FrozenFileError) return { day, frozen: { bytes: file?.bytes ?? 0 } };
    throw thrown;
  }
}
