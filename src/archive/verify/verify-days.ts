import type { DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { completed, dayFolders, filesOfDay, type DayFiles, type DayFolder } from '../days/day-folders';
import { mapInOrder } from '../days/map-in-order';
import type { Store } from '../stores/store';
import { strayFile, verifyFolder, type Finding, type VerifiedDay } from './verify-folder';

/** Files that are read at the same time. */
const FILES_AT_ONCE = 4;

/** How often a day is read that is delivered at the same time. */
const LOOKS = 3;

/**
 * Read every file of a resource type, several at a time and as streams, and compare it with its receipt. The days come in order,
 * those without files included.
 * @param onStray called for each file that belongs to no day
 */
export async function* verifyDays(
  store: Store,
  resourceType: ResourceType,
  range: DayRange | undefined,
  onStray: (finding: Finding) => void,
): AsyncGenerator<VerifiedDay, void, undefined> {
  const folders = dayFolders(store, resourceType, range, {}, (name) => {
    onStray(strayFile(name));
  });
  yield* mapInOrder(folders, FILES_AT_ONCE, (folder) => verifyAtRest(store, folder));
}

/** Findings count only if nothing changed meanwhile: a worker may be delivering the day. */
async function verifyAtRest(store: Store, listed: DayFolder): Promise<VerifiedDay> {
  let folder = await completed(store, listed);
  for (let look = 1; ; look++) {
    const verified = await verifyFolder(store, folder);
    if (verified.findings.length === 0 || look === LOOKS) return verified;
    const now = await completed(store, { ...folder, files: await filesOfDay({ store, ...folder }) });
    if (isSame(folder.files, now.files)) return verified;
    folder = now;
  }
}

function isSame(files: DayFiles, others: DayFiles): boolean {
  return files.size === others.size && [...files].every(([file, { tag }]) => others.get(file)?.tag === tag);
}
