import type { ArrivingFile } from '../../bulk-export/port';
import type { DeliveryFacts } from '../port';
import { ArchiveError } from '../stores/archive-error';
import type { Store, StoreOptions } from '../stores/store';
import { writeJson } from '../stores/store-text';
import { accountNamedIn } from './archive-owner';
import { receiveDayFile, type DayFileContent } from './check-day-file';
import { DamagedFileError, UnreadableFileError } from './damaged-file-error';
import { filesOfDay } from './day-folders';
import { stampOf, type OwnedStore, type Receipt } from './day-note';
import { DAY_FILES, dayFolder, nameOf, type DayOfType } from './layout';
import { isSetAside } from './set-aside';
import { discard, lookForWritten } from './stored-file';

/** The facts in the link of a file. */
type FileOrigin = Pick<ArrivingFile, 'createdAtMs' | 'isAccountChecked'>;

/** Write the file of a day, in place of an earlier one, and then its receipt; see `Archive.deliver`. */
export async function deliverDay(
  owned: OwnedStore,
  ofDay: DayOfType,
  file: ArrivingFile,
  facts: DeliveryFacts,
  options: StoreOptions = {},
): Promise<Receipt> {
  const { store } = owned;
  const received: { content?: DayFileContent } = {};
  try {
    const tag = await store.write(nameOf(ofDay, DAY_FILES.records), receiving(file, facts, options.signal, received), {
      ...options,
      mayKeep: async () => {
        if (received.content?.records === 0) return false;
        await withdrawReceipt(store, ofDay, options);
        return true;
      },
    });
    const { content } = received;
    if (content?.records === 0) return await deliverEmptyDay(owned, ofDay, facts, file, options);
    if (content === undefined || tag === undefined) throw new TypeError('A file was kept before it was complete.');
    const receipt = receiptOf(owned, ofDay, content, facts, file);
    return await seal(store, ofDay, receipt, tag, options);
  } catch (thrown) {
    if (!(thrown instanceof DamagedFileError)) throw thrown;
    throw await namedDamage(store, ofDay, thrown, options);
  }
}

/** Remove the file of a day, and write the receipt of a day without records; see `Archive.deliverEmpty`. */
export async function deliverEmptyDay(
  owned: OwnedStore,
  ofDay: DayOfType,
  facts: DeliveryFacts,
  file: FileOrigin | undefined,
  options: StoreOptions = {},
): Promise<Receipt> {
  const { store } = owned;
  const records = nameOf(ofDay, DAY_FILES.records);
  if (await store.stat(records, options)) {
    await withdrawReceipt(store, ofDay, options);
    await discard(store, records, options);
  }
  const receipt = receiptOf(owned, ofDay, { records: 0, bytes: 0 }, facts, file);
  return seal(store, ofDay, receipt, undefined, options);
}

/** The error with the name of the day, and whether the same bytes are already kept aside. */
async function namedDamage(
  store: Store,
  ofDay: DayOfType,
  damage: DamagedFileError,
  options: StoreOptions,
): Promise<DamagedFileError> {
  const file = `The file of ${ofDay.resourceType} ${ofDay.day}`;
  const isKept = damage instanceof UnreadableFileError && (await isSetAside(store, ofDay, damage.content, options));
  return isKept ? damage.kept(file) : damage.of(file);
}

async function* receiving(
  { bytes, contentLength }: ArrivingFile,
  { listedBytes }: DeliveryFacts,
  signal: AbortSignal | undefined,
  received: { content?: DayFileContent },
): AsyncGenerator<Uint8Array> {
  const receipt = receiveDayFile(bytes, { contentLength, listedBytes });
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = await receipt.next();
    if (done) {
      received.content = value;
      return;
    }
    yield value;
  }
}

/** Remove the receipt of a day, which then no longer counts as delivered. */
export async function withdrawReceipt(store: Store, ofDay: DayOfType, options: StoreOptions = {}): Promise<void> {
  const name = nameOf(ofDay, DAY_FILES.receipt);
  // a versioned bucket would record the removal of a missing receipt
  if (await store.stat(name, options)) await discard(store, name, options);
}

/** Remove the files of a day that an account wrote, its receipt first. Files that another account wrote since then stay. */
export async function withdrawDay(
  { store, accountSid }: OwnedStore,
  ofDay: DayOfType,
  options?: StoreOptions,
): Promise<void> {
  const files = await filesOfDay(store, ofDay, options);
  for (const file of [DAY_FILES.receipt, DAY_FILES.missing, DAY_FILES.records]) {
    if (!files.has(file)) continue;
    const name = nameOf(ofDay, file);
    if (file !== DAY_FILES.records && (await accountNamedIn(store, name, options)) !== accountSid) return;
    await discard(store, name, options);
  }
}

/**
 * Write the receipt last, and check that it matches the current file: another worker may have replaced the file
 * meanwhile.
 */
async function seal(
  store: Store,
  ofDay: DayOfType,
  receipt: Receipt,
  tag: string | undefined,
  options: StoreOptions,
): Promise<Receipt> {
  await writeJson(store, nameOf(ofDay, DAY_FILES.receipt), receipt, options);
  const { bytes, sha256 } = receipt;
  const found = await lookForWritten(store, nameOf(ofDay, DAY_FILES.records), { bytes, sha256, tag }, options);
  if (found !== 'same') {
    await discard(store, nameOf(ofDay, DAY_FILES.receipt), options);
    throw notSealed(store, ofDay, found);
  }
  await clearNotes(store, ofDay, options);
  return receipt;
}

function notSealed({ place }: Store, ofDay: DayOfType, found: 'other' | 'none'): ArchiveError {
  const purpose = `Delivering ${dayFolder(ofDay)} to ${place}`;
  return found === 'other'
    ? new ArchiveError(
        `${purpose}: another worker wrote this day at the same time. Dayhaul delivers it again.`,
        'conflict',
      )
    : new ArchiveError(
        `${purpose}: the store accepted the file but does not show it. Dayhaul delivers it again.`,
        'unavailable',
      );
}

/** Remove the note of a missing day and a rejected file: the receipt replaces them. */
async function clearNotes(store: Store, ofDay: DayOfType, options: StoreOptions): Promise<void> {
  const files = await filesOfDay(store, ofDay, options);
  for (const file of [DAY_FILES.missing, DAY_FILES.rejected, DAY_FILES.rejectedBytes]) {
    if (files.has(file)) await discard(store, nameOf(ofDay, file), options);
  }
}

function receiptOf(
  { accountSid }: OwnedStore,
  ofDay: DayOfType,
  { records, bytes, sha256 }: Omit<DayFileContent, 'sha256'> & { readonly sha256?: string },
  { jobSid, fetchedAtMs }: DeliveryFacts,
  file: FileOrigin | undefined,
): Receipt {
  return {
    ...stampOf(accountSid, ofDay),
    records,
    bytes,
    ...(sha256 !== undefined && { sha256 }),
    ...(jobSid !== undefined && { jobSid }),
    ...(file?.createdAtMs !== undefined && { createdTime: new Date(file.createdAtMs).toISOString() }),
    ...(file && { accountChecked: file.isAccountChecked }),
    fetchedAt: new Date(fetchedAtMs).toISOString(),
  };
}
