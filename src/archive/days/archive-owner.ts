import { z } from 'zod';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';
import { ArchiveError, FrozenFileError } from '../stores/archive-error';
import type { Store, StoreOptions } from '../stores/store';
import { readText } from '../stores/store-text';
import type { OwnedStore } from './day-note';
import { DAY_FILES, dayOfName, typeFolder } from './layout';

/** Notes that are read at most: in an archive whose days are frozen, most of them cannot be. */
const MOST_READ = 20;

const NOTES: readonly string[] = [DAY_FILES.receipt, DAY_FILES.missing];

const owner = z.object({ accountSid: z.string() });

/** Keeps the days of other accounts out of an archive. */
export interface ArchiveOwner {
  /**
   * Check that the archive is empty or belongs to the account.
   * @returns whether something in it names the account
   * @throws ArchiveError of the kind `foreign`
   */
  check(options?: StoreOptions): Promise<boolean>;
  /**
   * Write a day. Two accounts can find the same archive empty at the same time, so the first day is checked once more
   * after it was written, and withdrawn when another account's day is there.
   * @throws ArchiveError of the kind `foreign`
   */
  guard<T>(write: () => Promise<T>, withdraw: () => Promise<void>, options?: StoreOptions): Promise<T>;
}

/** An archive belongs to the account that its first receipt names. */
export function archiveOwner({ store, accountSid }: OwnedStore): ArchiveOwner {
  let isOwn = false;

  const check: ArchiveOwner['check'] = async (options) => {
    if (isOwn) return true;
    for await (const account of accountsIn(store, options)) {
      requireOwn(store, account, accountSid);
      isOwn = true;
      return true;
    }
    return false;
  };

  return {
    check,
    guard: async (write, withdraw, options) => {
      const wasOwn = await check(options);
      const written = await write();
      if (wasOwn) return written;
      try {
        for await (const account of accountsIn(store, options)) requireOwn(store, account, accountSid);
      } catch (thrown) {
        if (thrown instanceof ArchiveError && thrown.kind === 'foreign') await withdraw();
        throw thrown;
      }
      return written;
    },
  };
}

function requireOwn({ place }: Store, account: string, accountSid: string): void {
  if (account === accountSid) return;
  throw new ArchiveError(
    `The archive ${place} belongs to account ${account}, not to ${accountSid}. Nothing was written. Use a separate archive for each account.`,
    'foreign',
  );
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

/** The account that a receipt or a note names; undefined when it cannot be read, or names none. */
export async function accountNamedIn(store: Store, name: string, options?: StoreOptions): Promise<string | undefined> {
  try {
    return owner.parse(JSON.parse((await readText(store, name, options)) ?? '')).accountSid;
  } catch (thrown) {
    if (thrown instanceof ArchiveError && !(thrown instanceof FrozenFileError)) throw thrown;
    options?.signal?.throwIfAborted();
    return undefined; // frozen, or not one of ours
  }
}
