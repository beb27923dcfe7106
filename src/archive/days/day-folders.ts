import { daysOf, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Store, StoredFile, StoreOptions } from '../stores/store';
import { DAY_FILES, dayFolder, dayOfName, nameOf, namesOf, typeFolder, type DayOfType } from './layout';

/** The files of a day's folder, by their names within it. */
export type DayFiles = ReadonlyMap<string, StoredFile>;

export interface DayFolder extends DayOfType {
  readonly files: DayFiles;
}

/** The day folders of a type in order, by one listing: those of a range, or from the first to the last. Others go to `onStray`. */
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
  for (const day of days) yield { resourceType, day, files: listed.get(day) ?? new Map<string, StoredFile>() };
}

/** The files of a day. Stores may list files with a delay, so a receipt that is not listed is checked by its name. */
export async function completed(store: Store, folder: DayFolder, options?: StoreOptions): Promise<DayFolder> {
  if (folder.files.has(DAY_FILES.receipt)) return folder;
  const files = new Map(folder.files);
  for (const file of [DAY_FILES.receipt, DAY_FILES.missing, DAY_FILES.records]) {
    const found = files.has(file) ? undefined : await store.stat(nameOf(folder, file), options);
    if (found) files.set(file, found);
  }
  return { ...folder, files };
}

export async function filesOfDay(at: DayOfType & StoreOptions & { readonly store: Store }): Promise<DayFiles> {
  const files = new Map<string, StoredFile>();
  for await (const found of at.store.list(dayFolder(at), { signal: at.signal })) {
    const place = dayOfName(found.name);
    if (place?.day === at.day) files.set(place.file, found);
  }
  return files;
}

function daysWithin(listed: readonly Day[]): Day[] {
  const [first, last] = [listed[0], listed.at(-1)];
  return first && last ? daysOf({ startDay: first, endDay: last }) : [];
}

/** Run work on each item, `atOnce` at a time, with the results in order. The first error ends it, and so does the reader's end. */
export async function* mapInOrder<T, R>(items: AsyncIterable<T> | Iterable<T>, atOnce: number, work: (item: T) => Promise<R>) {
  const running: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    result.catch(() => undefined);
    running.push(result);
    const first = running.length < atOnce ? undefined : running.shift();
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}
