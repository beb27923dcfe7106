import type { Day } from '../../domain/days/day-range';
import { contentOf, type DayFileContent } from '../days/check-day-file';
import { DamagedFileError } from '../days/damaged-file-error';
import type { DayFolder } from '../days/day-folders';
import type { Receipt } from '../days/day-note';
import { DAY_FILES, nameOf } from '../days/layout';
import { noteIn } from '../days/read-note';
import { isAsTold } from '../days/stored-file';
import { ArchiveError, FrozenFileError, type Store, type StoredFile } from '../stores/store';

/** The kinds of problems in an archive. */
export type FindingKind =
  | 'damaged' // the file differs from its receipt, or is incomplete
  | 'noFile' // a receipt of records without their file
  | 'noReceipt' // a file without a receipt: its delivery did not finish
  | 'badReceipt' // an invalid receipt
  | 'missing' // a day that was recorded as missing
  | 'rejected' // a day with an unreadable file, which is kept aside
  | 'gap' // a day without any file
  | 'unreadable' // the file could not be read completely; verifying again may help
  | 'strange' // a file that does not belong to an archive
  | 'litter'; // such a file of an operating system or file server, which is no problem

export interface Finding {
  readonly kind: FindingKind;
  /** Absent for a file that belongs to no day. */
  readonly day?: Day | undefined;
  readonly sentence: string;
}

const LITTER = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|@eaDir|\.nfs[^/]*)(\/|$)/i;

/** The finding of a file that does not belong to the archive; `name` is within the day, if there is one. */
export function strayFile(name: string, day?: Day): Finding {
  if (LITTER.test(name)) return { kind: 'litter', day, sentence: `${name} is ignored.` };
  return { kind: 'strange', day, sentence: `${name} does not belong to the archive.` };
}

export interface VerifiedDay {
  readonly day: Day;
  /** Absent when the day has a problem; 0 for a day without records. */
  readonly records?: number | undefined;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

type Flaw = Omit<Finding, 'day'>;

/** Read all files of a day to the last byte, and compare them with the receipt. */
export async function verifyFolder(store: Store, folder: DayFolder): Promise<VerifiedDay> {
  const { day, files } = folder;
  const strange = [...files.keys()]
    .filter((file) => !Object.values<string>(DAY_FILES).includes(file))
    .map((file) => strayFile(file, day));
  const bytes = files.get(DAY_FILES.records)?.bytes ?? 0;
  try {
    const receipt = await noteIn('receipt', store, folder);
    const flaw = receipt ? await flawBeside(receipt, store, folder) : await flawWithout(store, folder);
    if (receipt && !flaw) return { day, bytes, records: receipt.records, findings: strange };
    return { day, bytes, findings: [...(flaw ? [{ day, ...flaw }] : []), ...strange] };
  } catch (thrown) {
    if (!(thrown instanceof FrozenFileError)) throw thrown;
    return { day, bytes, findings: [{ kind: 'unreadable', day, sentence: thrown.message }, ...strange] };
  }
}

async function flawWithout(store: Store, folder: DayFolder): Promise<Flaw> {
  if (folder.files.has(DAY_FILES.receipt)) return { kind: 'badReceipt', sentence: 'Invalid receipt.' };
  if (folder.files.has(DAY_FILES.records)) {
    return { kind: 'noReceipt', sentence: 'File without a receipt: its delivery did not finish.' };
  }
  const note = await noteIn('missing', store, folder);
  if (!note) return { kind: 'gap', sentence: 'No file.' };
  if (note.reason === 'unreadable') {
    const sentence = `Unreadable file from Twilio, kept as ${DAY_FILES.rejectedBytes}. See ${DAY_FILES.rejected} for the cause.`;
    return { kind: 'rejected', sentence };
  }
  return { kind: 'missing', sentence: `Missing from Twilio (${note.reason}, attempts: ${note.attempts}).` };
}

async function flawBeside(receipt: Receipt, store: Store, folder: DayFolder): Promise<Flaw | undefined> {
  const name = nameOf(folder, DAY_FILES.records);
  const listed = folder.files.get(DAY_FILES.records);
  if (receipt.records === 0) {
    const isTrue = await isAsTold(store, name, receipt, listed);
    return isTrue ? undefined : { kind: 'damaged', sentence: 'File exists, but the receipt says no records.' };
  }
  try {
    const source = await store.read(name);
    if (!source) return { kind: 'noFile', sentence: `No file, but the receipt says ${receipt.records} records.` };
    const difference = differenceOf(await contentOf(source), receipt);
    return difference === undefined ? undefined : { kind: 'damaged', sentence: difference };
  } catch (thrown) {
    if (thrown instanceof DamagedFileError) return { kind: 'damaged', sentence: damage(thrown, listed, receipt) };
    if (thrown instanceof ArchiveError) return { kind: 'unreadable', sentence: thrown.message };
    throw thrown;
  }
}

/** More bytes than the receipt says are no missing end, whatever they unpack to. */
function damage({ flaw }: DamagedFileError, listed: StoredFile | undefined, { bytes }: Receipt): string {
  const more = (listed?.bytes ?? 0) - bytes;
  return `Damaged file: ${more > 0 ? `bytes were appended, ${more} more than the receipt says` : flaw}.`;
}

function differenceOf(content: DayFileContent, receipt: Receipt): string | undefined {
  if (content.bytes !== receipt.bytes) return `The file has ${content.bytes} bytes, but the receipt says ${receipt.bytes}.`;
  if (content.sha256 !== receipt.sha256) return 'The SHA-256 of the file differs from the receipt.';
  if (content.records === receipt.records) return undefined;
  return `The file has ${content.records} records, but the receipt says ${receipt.records}.`;
}
