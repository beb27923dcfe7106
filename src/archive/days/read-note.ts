import { z } from 'zod';
import { insteadOf } from '../../domain/instead-of';
import type { ArchivedDay } from '../port';
import { ArchiveError, FrozenFileError, type Store, type StoreOptions } from '../stores/store';
import { readJson } from '../stores/store-text';
import { completed, type DayFolder } from './day-folders';
import { FORMAT_VERSION, NOTES } from './day-note';
import { DAY_FILES, nameOf } from './layout';
import { isAsTold } from './stored-file';

const versioned = z.object({ formatVersion: z.int() });
const owned = z.object({ accountSid: z.string() });

/** The expected account of notes, and the options of every call. */
interface NoteOptions extends StoreOptions {
  /** Any account when absent. */
  readonly accountSid?: string | undefined;
}

/** A receipt or note in a day's folder, if it is valid. @throws ArchiveError `foreign`: of another account, or a newer Dayhaul */
export async function noteIn<K extends keyof typeof NOTES>(kind: K, store: Store, folder: DayFolder, options: NoteOptions = {}) {
  const { accountSid, signal } = options;
  if (!folder.files.has(DAY_FILES[kind])) return undefined;
  const name = nameOf(folder, DAY_FILES[kind]);
  const json = await readJson(store, name, { signal });
  const { formatVersion = 0 } = versioned.safeParse(json).data ?? {};
  if (formatVersion > FORMAT_VERSION) {
    const formats = `format ${formatVersion}; this version supports ${FORMAT_VERSION}`;
    const flaw = `${name} of ${store.place} was written by a newer version of Dayhaul (${formats}).`;
    throw new ArchiveError(`${flaw} Use the newer version for this archive.`, 'foreign');
  }
  const note = NOTES[kind].safeParse(json).data;
  if (note?.resourceType !== folder.resourceType || note.day !== folder.day) return undefined;
  if (accountSid !== undefined && note.accountSid !== accountSid) {
    const flaw = `${name} of ${store.place} belongs to account ${note.accountSid}, not to ${accountSid}.`;
    throw new ArchiveError(`${flaw} Use a separate archive for each account.`, 'foreign');
  }
  return note as z.infer<(typeof NOTES)[K]>;
}

/** The state of a day in an archive; undefined without a valid receipt or note. */
export async function surveyDay(store: Store, listed: DayFolder, options: NoteOptions): Promise<ArchivedDay | undefined> {
  const folder = await completed(store, listed, options);
  const { day, files } = folder;
  const file = files.get(DAY_FILES.records);
  try {
    const found = await noteIn('receipt', store, folder, options);
    const receipt = found && (await isAsTold(store, nameOf(folder, DAY_FILES.records), found, file, options)) ? found : undefined;
    const missing = await noteIn('missing', store, folder, options);
    return (receipt ?? missing) && { day, receipt, missing };
  } catch (thrown) {
    // A receipt never exists without its file.
    if (thrown instanceof FrozenFileError) return { day, frozen: { bytes: file?.bytes ?? 0 } };
    throw thrown;
  }
}

/** The account that a receipt or a note names; undefined when it cannot be read, or names none. */
export async function accountNamedIn(store: Store, name: string, options?: StoreOptions): Promise<string | undefined> {
  const json = await readJson(store, name, options).catch(insteadOf((thrown) => thrown instanceof FrozenFileError, undefined));
  return owned.safeParse(json).data?.accountSid;
}
