import { daysOf, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Store, StoredFile, StoreOptions } from '../stores/store';
import { DAY_FILES, dayFolder, dayOfName, nameOf, namesOf, typeFolder, type DayOfType } from './layout';

/** The files of a day's folder, by their names within it. */
export type DayFiles = ReadonlyMap<string, StoredFile>;

/** The folder of a day. */
export interface DayFolder extends DayOfType {
  readonly files: DayFiles;
}

/**
 * The folders of a resource type's days, in order, with what one listing shows of them: all days of the range, or else all
 * from the first that is listed to the last.
 * @param onStray told the name of each file that is in no day's folder
 */
export async function* dayFolders(
  store: Store,
  resourceType: ResourceType,
  range: DayRange | undefined,
  options?: StoreOptions,
  onStray: (name: string) => void = () => undefined,
): AsyncGenerator<DayFolder, void, undefined> {
  const listed = new Map<Day, Map<string, StoredFile>>();
  const limits = range && namesOf(resourceType, range);
  for await (const found of store.list(typeFolder(resourceType), { ...options, ...limits })) {
    const place = dayOfName(found.name);
    if (place === undefined) {
      onStray(found.name);
      continue;
    }
    listed.set(place.day, (listed.get(place.day) ?? new Map<string, StoredFile>()).set(place.file, found));
  }
  const days = range ? daysOf(range) : daysWithin([...listed.keys()]);
  for (const day of days)
    yield { resourceType, day, files: listed.get(day) ?? new Map<string, StoredFile>() };
}

/**
 * What there is of a day: as it was listed, if its receipt is among that. A store may list late what it has, and a day
 * that is taken for missing is requested again: so a receipt that is not listed is looked for by its name.
 */
export async function completed(store: Store, folder: DayFolder, options?: StoreOptions): Promise<DayFolder> {
  if (folder.files.has(DAY_FILES.receipt)) return folder;
  const files = new Map(folder.files);
  for (const file of [DAY_FILES.receipt, DAY_FILES.missing, DAY_FILES.records]) {
    const found = files.has(file) ? undefined : await store.stat(nameOf(folder, file), options);
    if (found) files.set(file, found);
  }
  return { ...folder, files };
}

/** What a store lists of one day. */
export async function filesOfDay(store: Store, ofDay: DayOfType, options?: StoreOptions): Promise<DayFiles> {
  const files = new Map<string, StoredFile>();
  for await (const found of store.list(dayFolder(ofDay), options)) {
    const place = dayOfName(found.name);
    if (place?.day === ofDay.day) files.set(place.file, found);
  }
  return files;
}

function daysWithin(listed: readonly Day[]): Day[] {
  const [first, last] = [listed[0], listed.at(-1)];
  return first && last ? daysOf({ startDay: first, endDay: last }) : [];
}
