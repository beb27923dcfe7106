import { archiveOwner } from './days/archive-owner';
import { dayFolders, mapInOrder } from './days/day-folders';
import { instantOf, stampOf, type ArchiveDay } from './days/day-note';
import { DAY_FILES, dayFolder, nameOf, typeFolder, type DayOfType } from './days/layout';
import { surveyDay } from './days/read-note';
import { setAside } from './days/set-aside';
import { deliverDay, deliverEmptyDay } from './days/write-day';
import { writeReport } from './days/write-report';
import { insteadOf } from '../domain/instead-of';
import type { Archive } from './port';
import { probe } from './probe';
import { ArchiveError, type Store, type StoreOptions } from './stores/store';
import { writeJson } from './stores/store-text';

const RECEIPTS_AT_ONCE = 16;

export function createArchive(store: Store, accountSid: string): Archive {
  const owned = { store, accountSid };
  const owner = archiveOwner(owned);

  const survey: Archive['survey'] = async function* (resourceType, range, options) {
    await owner.check(options);
    const folders = dayFolders(store, resourceType, range, options);
    const days = mapInOrder(folders, RECEIPTS_AT_ONCE, (folder) => surveyDay(store, folder, { ...options, accountSid }));
    for await (const day of days) if (day) yield day;
  };

  const at = (ofDay: DayOfType, options?: StoreOptions): ArchiveDay => ({ ...owned, ...ofDay, ...options });

  return {
    place: store.place,
    survey,

    probe: async (options) => {
      await owner.check(options);
      return probe(store, accountSid, options);
    },

    prepare: async (days, options) => {
      await owner.check(options);
      await store.prepare(days.map(dayFolder), options);
    },

    deliver: async (ofDay, file, facts, options) => {
      try {
        const day = at(ofDay, options);
        return await owner.guard(day, () => deliverDay(day, file, facts));
      } finally {
        file.close();
      }
    },

    setAside: async (ofDay, file, unreadable, facts, options) => {
      try {
        await owner.check(options);
        return await setAside(at(ofDay, options), file, unreadable, facts);
      } finally {
        file.close();
      }
    },

    deliverEmpty: (ofDay, facts, options) => {
      const day = at(ofDay, options);
      return owner.guard(day, () => deliverEmptyDay(day, facts));
    },

    recordMissing: (ofDay, { reason, attempts, retries, nextTryAtMs, notedAtMs }, options) => {
      const day = at(ofDay, options);
      return owner.guard(day, async () => {
        const instants = { nextTryAt: instantOf(nextTryAtMs), notedAt: instantOf(notedAtMs) };
        const note = { ...stampOf(day), reason, attempts, retries, ...instants };
        await writeJson(store, nameOf(day, DAY_FILES.missing), note, day);
        return note;
      });
    },

    report: (exportId, end, options) => writeReport(owned, exportId, end, survey(end.resourceType, end.range, options), options),

    // leftovers use space, but do not prevent deliveries
    sweep: async (resourceType, options) =>
      store.sweep(typeFolder(resourceType), options).catch(insteadOf((thrown) => thrown instanceof ArchiveError, 0)),
  };
}
