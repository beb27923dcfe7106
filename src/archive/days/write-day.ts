import type { ArrivingFile } from '../../bulk-export/port';
import type { DeliveryFacts } from '../port';
import { ArchiveError } from '../stores/store';
import { writeJson } from '../stores/store-text';
import { receiveDayFile, type DayFileContent } from './check-day-file';
import { DamagedFileError, UnreadableFileError } from './damaged-file-error';
import { filesOfDay } from './day-folders';
import { instantOf, stampOf, type ArchiveDay, type Receipt } from './day-note';
import { DAY_FILES, dayFolder, nameOf } from './layout';
import { accountNamedIn } from './read-note';
import { isSetAside } from './set-aside';
import { discard, lookForWritten } from './stored-file';

type FileOrigin = Pick<ArrivingFile, 'createdAtMs' | 'isAccountChecked'>;

/**
 * Write the file of a day, in place of an earlier one, and then its receipt; see `Archive.deliver`. The bytes of the receipt are
 * written while the file gets its name, and the receipt gets its own name after that.
 */
export async function deliverDay(at: ArchiveDay, file: ArrivingFile, facts: DeliveryFacts): Promise<Receipt> {
  const received: { content?: DayFileContent; sealing?: Promise<Receipt> } = {};
  const mayKeep = async () => {
    const { content } = received;
    if (content === undefined || content.records === 0) return false;
    await withdrawReceipt(at);
    received.sealing = seal(at, receiptOf(at, content, facts, file), writing);
    received.sealing.catch(() => undefined);
    return true;
  };
  const receiving = async function* () {
    const sizes = { contentLength: file.contentLength, listedBytes: facts.listedBytes };
    received.content = yield* receiveDayFile(file.bytes, sizes, at.signal);
  };
  const writing = at.store.write(nameOf(at, DAY_FILES.records), receiving(), { signal: at.signal, mayKeep });
  try {
    await writing;
    return await (received.sealing ?? deliverEmptyDay(at, facts, file));
  } catch (thrown) {
    await received.sealing?.catch(() => undefined);
    if (thrown instanceof DamagedFileError) thrown.message = thrown.messageFor(`The file of ${at.resourceType} ${at.day}`);
    if (thrown instanceof UnreadableFileError) thrown.isKept = await isSetAside(at, thrown.content.sha256);
    throw thrown;
  }
}

/** Remove the file of a day, and write the receipt of a day without records; see `Archive.deliverEmpty`. */
export async function deliverEmptyDay(at: ArchiveDay, facts: DeliveryFacts, file?: FileOrigin): Promise<Receipt> {
  const records = nameOf(at, DAY_FILES.records);
  if (await at.store.stat(records, at)) {
    await withdrawReceipt(at);
    await discard(at.store, records, at);
  }
  return seal(at, receiptOf(at, {}, facts, file));
}

/** Remove the receipt of a day, which then no longer counts as delivered. */
export async function withdrawReceipt(at: Omit<ArchiveDay, 'accountSid'>): Promise<void> {
  const name = nameOf(at, DAY_FILES.receipt);
  // a versioned bucket would record the removal of a missing receipt
  if (await at.store.stat(name, at)) await discard(at.store, name, at);
}

/** Remove the files of a day that an account wrote, its receipt first. Files that another account wrote since then stay. */
export async function withdrawDay(at: ArchiveDay): Promise<void> {
  const files = await filesOfDay(at);
  for (const file of [DAY_FILES.receipt, DAY_FILES.missing, DAY_FILES.records]) {
    if (!files.has(file)) continue;
    const name = nameOf(at, file);
    if (file !== DAY_FILES.records && (await accountNamedIn(at.store, name, at)) !== at.accountSid) return;
    await discard(at.store, name, at);
  }
}

/** What the store has instead of the file of a receipt, and what that means. */
const NOT_SEALED = {
  other: { why: 'another worker wrote this day at the same time', kind: 'conflict' },
  none: { why: 'the store accepted the file but does not show it', kind: 'unavailable' },
} as const;

/** Write the receipt after the file, and check that it still matches the file: another worker may have replaced that. */
async function seal(at: ArchiveDay, receipt: Receipt, file?: Promise<string | undefined>): Promise<Receipt> {
  const { store, signal } = at;
  const mayKeep = async () => {
    await file;
    return true;
  };
  await writeJson(store, nameOf(at, DAY_FILES.receipt), receipt, { signal, mayKeep });
  const { bytes, sha256 } = receipt;
  const found = await lookForWritten(store, nameOf(at, DAY_FILES.records), { bytes, sha256, tag: await file }, at);
  if (found !== 'same') {
    await discard(store, nameOf(at, DAY_FILES.receipt), at);
    const { why, kind } = NOT_SEALED[found];
    throw new ArchiveError(`Delivering ${dayFolder(at)} to ${store.place}: ${why}. Dayhaul delivers it again.`, kind);
  }
  await clearNotes(at);
  return receipt;
}

/** Remove the note of a missing day and a rejected file: the receipt replaces them. */
async function clearNotes(at: ArchiveDay): Promise<void> {
  const files = await filesOfDay(at);
  for (const file of [DAY_FILES.missing, DAY_FILES.rejected, DAY_FILES.rejectedBytes]) {
    if (files.has(file)) await discard(at.store, nameOf(at, file), at);
  }
}

function receiptOf(at: ArchiveDay, content: Partial<DayFileContent>, facts: DeliveryFacts, file?: FileOrigin): Receipt {
  const { records = 0, bytes = 0, sha256 } = content;
  const { jobSid, fetchedAtMs } = facts;
  const createdTime = instantOf(file?.createdAtMs);
  const fetchedAt = instantOf(fetchedAtMs);
  return { ...stampOf(at), records, bytes, sha256, jobSid, createdTime, accountChecked: file?.isAccountChecked, fetchedAt };
}
