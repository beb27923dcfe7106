import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';
import { ArchiveError, type Store, type StoreOptions } from '../stores/store';
import type { ArchiveDay, OwnedStore } from './day-note';
import { DAY_FILES, dayOfName, typeFolder } from './layout';
import { accountNamedIn } from './read-note';
import { withdrawDay } from './write-day';

/** Notes that are read at most: in an archive whose days are frozen, most of them cannot be. */
const MOST_READ = 20;

const NOTES: readonly string[] = [DAY_FILES.receipt, DAY_FILES.missing];

/** Keeps the days of other accounts out of an archive, which belongs to the account that its first receipt names. */
export function archiveOwner({ store, accountSid }: OwnedStore) {
  let isOwn = false;

  const requireOwn = (account: string): void => {
    if (account === accountSid) return;
    const flaw = `The archive ${store.place} belongs to account ${account}, not to ${accountSid}. Nothing was written.`;
    throw new ArchiveError(`${flaw} Use a separate archive for each account.`, 'foreign');
  };

  /** Whether something in the archive names the account. @throws ArchiveError of the kind `foreign` when it names another one */
  const check = async (options?: StoreOptions): Promise<boolean> => {
    if (isOwn) return true;
    for await (const account of accountsIn(store, options)) {
      requireOwn(account);
      isOwn = true;
      return true;
    }
    return false;
  };

  /**
   * Write a day. Two accounts can find an archive empty at once, so the first day is checked again after it was written, and
   * withdrawn when another account's day is there.
   * @throws ArchiveError of the kind `foreign`
   */
  const guard = async <T>(day: ArchiveDay, write: () => Promise<T>): Promise<T> => {
    const wasOwn = await check(day);
    const written = await write();
    if (wasOwn) return written;
    try {
      for await (const account of accountsIn(store, day)) requireOwn(account);
    } catch (thrown) {
      if (thrown instanceof ArchiveError && thrown.kind === 'foreign') await withdrawDay(day);
      throw thrown;
    }
    return written;
  };

  return { check, guard };
}

/** The accounts that receipts and notes name, in the order of their days. */
async function* accountsIn(store: Store, options?: StoreOptions): AsyncGenerator<string> {
  let read = 0;
  for (const resourceType of RESOURCE_TYPES) {
    for await (const { name } of store.list(typeFolder(resourceType), options)) {
      if (!NOTES.includes(dayOfName(name)?.file ?? '')) continue;
      const account = await accountNamedIn(store, name, options);
      if (account !== undefined) yield account;
      read += 1;
      if (read === MOST_READ) return;
    }
  }
}
