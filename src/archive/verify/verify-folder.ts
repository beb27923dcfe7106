import type { Day } from '../../domain/days/day-range';
import { contentOf, type DayFileContent } from '../days/check-day-file';
import { DamagedFileError } from '../days/damaged-file-error';
import type { DayFolder } from '../days/day-folders';
import type { Receipt } from '../days/day-note';
import { DAY_FILES, nameOf } from '../days/layout';
import { missingNoteIn, receiptIn } from '../days/read-note';
import { isAsTold } from '../days/stored-file';
import { ArchiveError, FrozenFileError } from '../stores/archive-error';
import type { Store, StoreOptions } from '../stores/store';
import type { Finding, FindingKind } from './finding';

/** The result of verifying a day. */
export interface VerifiedDay {
  readonly day: Day;
  /** Absent when the day has a problem; 0 for a day without records. */
  readonly records?: number | undefined;
  /** Of the file. */
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

/** Read all files of a day to the last byte, and compare them with the receipt. */
export async function verifyFolder(store: Store, folder: DayFolder, options: StoreOptions): Promise<VerifiedDay> {
  const { day, files } = folder;
  const strange = [...files.keys()]
    .filter((file) => !Object.values<string>(DAY_FILES).includes(file))
    .map((file): Finding => ({ kind: 'strange', day, sentence: `${file} does not belong to the archive.` }));
  const receipt = await unlessFrozen(receiptIn(store, folder, options));
  const flaw = await flawOf(receipt, store, folder, options);
  const bytes = files.get(DAY_FILES.records)?.bytes ?? 0;
  if (flaw) return { day, bytes, findings: [{ day, ...flaw }, ...strange] };
  return { day, bytes, records: (receipt as Receipt).records, findings: strange };
}

function unlessFrozen<T>(reading: Promise<T>): Promise<T | FrozenFileError> {
  return reading.catch((thrown: unknown) => {
    if (thrown instanceof FrozenFileError) return thrown;
    throw thrown;
  });
}

async function flawOf(
  receipt: Receipt | FrozenFileError | undefined,
  ...where: readonly [Store, DayFolder, StoreOptions]
): Promise<Flaw | undefined> {
  if (receipt instanceof FrozenFileError) return { kind: 'unreadable', sentence: receipt.message };
  return receipt ? flawBeside(receipt, ...where) : flawWithout(...where);
}

interface Flaw {
  readonly kind: FindingKind;
  readonly sentence: string;
}

async function flawWithout(store: Store, folder: DayFolder, options: StoreOptions): Promise<Flaw> {
  if (folder.files.has(DAY_FILES.receipt)) {
    return { kind: 'badReceipt', sentence: 'Invalid receipt.' };
  }
  if (folder.files.has(DAY_FILES.records)) {
    return {
      kind: 'noReceipt',
      sentence: 'File without a receipt: its delivery did not finish.',
    };
  }
  const note = await missingNoteIn(store, folder, options);
  if (!note) return { kind: 'gap', sentence: 'No file.' };
  if (note.reason === 'unreadable') {
    return {
      kind: 'rejected',
      sentence: `Unreadable file from Twilio, kept as ${DAY_FILES.rejectedBytes}. See ${DAY_FILES.rejected} for the cause.`,
    };
  }
  return { kind: 'missing', sentence: `Missing from Twilio (${note.reason}, attempts: ${note.attempts}).` };
}

async function flawBeside(
  receipt: Receipt,
  store: Store,
  folder: DayFolder,
  options: StoreOptions,
): Promise<Flaw | undefined> {
  const name = nameOf(folder, DAY_FILES.records);
  const listed = folder.files.get(DAY_FILES.records);
  if (receipt.records === 0) {
    return !(await isAsTold(store, name, receipt, listed, options))
      ? { kind: 'damaged', sentence: 'File exists, but the receipt says no records.' }
      : undefined;
  }
  try {
    const source = await store.read(name, options);
    if (!source) return { kind: 'noFile', sentence: `No file, but the receipt says ${receipt.records} records.` };
    const difference = differenceOf(await contentOf(source), receipt);
    return difference === undefined ? undefined : { kind: 'damaged', sentence: difference };
  } catch (thrown) {
    if (thrown instanceof DamagedFileError) {
      return { kind: 'damaged', sentence: `Damaged file: ${thrown.flaw}.` };
    }
    if (thrown instanceof ArchiveError) return { kind: 'unreadable', sentence: thrown.message };
    throw thrown;
  }
}

function differenceOf(content: DayFileContent, receipt: Receipt): string | undefined {
  if (content.bytes !== receipt.bytes) {
    return `The file has ${content.bytes} bytes, but the receipt says ${receipt.bytes}.`;
  }
  if (content.sha256 !== receipt.sha256) return 'The SHA-256 of the file differs from the receipt.';
  if (content.records === receipt.records) return undefined;
  return `The file has ${content.records} records, but the receipt says ${receipt.records}.`;
}
