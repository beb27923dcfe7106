import type { Day, DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Store, StoredFile, StoreOptions } from '../stores/store';
import { dayOfName, namesOf, typeFolder, type DayOfType } from './layout';

/** The files of a day's folder, by their names within it. */
export type DayFiles = ReadonlyMap<string, StoredFile>;

/** The folder of a day. */
export interface DayFolder extends DayOfType {
  readonly files: DayFiles;
}

/**
 * The folders of a resource type's days, in order, from one listing; of all days without a range.
 * @param onStray told the name of each file that is in no day's folder
 */
export async function* dayFolders(
  store: Store,
  resourceType: ResourceType,
  range: DayRange | undefined,
  options?: StoreOptions,
  onStray: (name: string) => void = () => undefined,
): AsyncGenerator<DayFolder, void, undefined> {
  let day: Day | undefined;
  let files = new Map<string, StoredFile>();
  const limits = range && namesOf(resourceType, range);
  for await (const found of store.list(typeFolder(resourceType), { ...options, ...limits })) {
    const place = dayOfName(found.name);
    if (place === undefined) {
      onStray(found.name);
      continue;
    }
    if (day !== undefined && place.day !== day) {
      yield { resourceType, day, files };
      files = new Map();
    }
    day = place.day;
    files.set(place.file, found);
  }
  if (day !== undefined) yield { resourceType, day, files };
}

/** What there is of one day. */
export async function filesOfDay(
  store: Store,
  { resourceType, day }: DayOfType,
  options?: StoreOptions,
): Promise<DayFiles> {
  const range = { startDay: day, endDay: day };
  for await (const { files } of dayFolders(store, resourceType, range, options)) return files;
  return new Map();
}
