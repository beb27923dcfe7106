import type { DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { completed, dayFolders, filesOfDay, type DayFiles, type DayFolder } from '../days/day-folders';
import { mapInOrder } from '../days/map-in-order';
import type { Store, StoreOptions } from '../stores/store';
import type { Finding } from './finding';
import { verifyFolder, type VerifiedDay } from './verify-folder';

/** Files that are read at the same time. */
const FILES_AT_ONCE = 4;

/** A day that is delivered while it is read is looked at again so often. */
const LOOKS = 3;

/**
 * Read every file of a resource type again, several at a time and none of them whole into memory, and compare it with
 * its receipt; the days come in order, those of which there is nothing included.
 * @param onStray told of each file that belongs to no day
 */
export async function* verifyDays(
  store: Store,
  resourceType: ResourceType,
  range: DayRange | undefined,
  onStray: (finding: Finding) => void,
  options: StoreOptions = {},
): AsyncGenerator<VerifiedDay, void, undefined> {
  const folders = dayFolders(store, resourceType, range, options, (name) => {
    onStray({ kind: 'strange', sentence: `${name} is no file of an archive.` });
  });
  yield* mapInOrder(folders, FILES_AT_ONCE, (folder) => verifyAtRest(store, folder, options));
}

/** What is found counts only if nothing changed meanwhile: a worker may deliver the day at this moment. */
async function verifyAtRest(store: Store, listed: DayFolder, options: StoreOptions): Promise<VerifiedDay> {
  const folder = await completed(store, listed, options);
  let { files } = folder;
  for (let look = 1; ; look++) {
    const verified = await verifyFolder(store, { ...folder, files }, options);
    if (verified.findings.length === 0 || look === LOOKS) return verified;
    const now = (
      await completed(store, { ...folder, files: await filesOfDay(store, folder, options) }, options)
    ).files;
    if (isSame(files, now)) return verified;
    files = now;
  }
}

function isSame(files: DayFiles, others: DayFiles): boolean {
  return files.size === others.size && [...files].every(([file, { tag }]) => others.get(file)?.tag === tag);
}
