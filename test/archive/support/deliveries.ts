import { SIMULATED_ACCOUNT } from '../../../simulator/accounts/account';
import type { Simulator } from '../../../simulator/start-simulator';
import { createArchive } from '../../../src/archive/create-archive';
import type { Receipt } from '../../../src/archive/days/day-note';
import type { Archive, DeliveryFacts } from '../../../src/archive/port';
import type { Store } from '../../../src/archive/stores/store';
import { readBytes } from '../../../src/archive/stores/store-text';
import { createBulkExportApi } from '../../../src/bulk-export/client';
import type { BulkExportApi } from '../../../src/bulk-export/port';
import { daysOf, parseDay, type Day } from '../../../src/domain/days/day-range';
import type { ResourceType } from '../../../src/domain/twilio/resource-type';
import { days } from '../../support/days';
import { apiClient } from '../../simulator/api-client';

const { accountSid, authToken } = SIMULATED_ACCOUNT;

/** When the deliveries of tests happen, in milliseconds since 1970. */
export const FETCHED_AT_MS = Date.UTC(2024, 3, 1, 12);

/** The client of a simulator, with little patience for silent file hosts. */
export function apiOf(simulator: Simulator, fileTimeoutMs = 5_000): BulkExportApi {
  return createBulkExportApi({
    accountSid,
    username: accountSid,
    password: authToken,
    baseUrl: simulator.origin,
    fileHosts: ['127.0.0.1'],
    fileTimeoutMs,
  });
}

/** The archive of the simulated account in a store. */
export function archiveIn(store: Store): Archive {
  return createArchive(store, accountSid);
}

/** Have the simulator export a range. */
export async function exportDays(simulator: Simulator, range: string, resourceType = 'Messages'): Promise<string> {
  const { startDay, endDay } = days(range);
  const { body } = await apiClient(simulator).create(`${startDay}..${endDay}`, { resourceType });
  return body.job_sid;
}

/** Download a day with a fresh link and deliver it, as a worker does. */
export async function deliver(
  simulator: Simulator,
  archive: Archive,
  day: string,
  facts: Partial<DeliveryFacts & { readonly resourceType: ResourceType; readonly api: BulkExportApi }> = {},
): Promise<Receipt> {
  const { resourceType = 'Messages', api = apiOf(simulator), ...known } = facts;
  const ofDay = { resourceType, day: parseDay(day) };
  const { value: link } = await api.linkDay(resourceType, ofDay.day);
  const file = await api.openFile(link!);
  return archive.deliver(ofDay, file, { fetchedAtMs: FETCHED_AT_MS, ...known });
}

/** Export and deliver every day of a range. */
export async function deliverAll(simulator: Simulator, archive: Archive, range: string): Promise<Receipt[]> {
  const jobSid = await exportDays(simulator, range);
  const receipts: Receipt[] = [];
  for (const day of daysOf(days(range))) receipts.push(await deliver(simulator, archive, day, { jobSid }));
  return receipts;
}

/** The names of all files of a store, or of those below a prefix. */
export async function namesIn(store: Store, prefix = ''): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of store.list(prefix)) names.push(name);
  return names;
}

/** A file of a store that holds JSON. */
export async function jsonOf(store: Store, name: string): Promise<Record<string, unknown>> {
  return JSON.parse((await readBytes(store, name))?.toString() ?? 'null') as Record<string, unknown>;
}

/** All of a file of a store. */
export async function bytesOf(store: Store, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.read(name)) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The days a survey tells of, each with what it is. */
export async function surveyOf(archive: Archive, range: string): Promise<Record<Day, string | number>> {
  const told: Record<Day, string | number> = {};
  for await (const { day, receipt, missing } of archive.survey('Messages', days(range))) {
    told[day] = receipt?.records ?? missing?.reason ?? '';
  }
  return told;
}

/** An archive whose receipt of a day is written after another worker has delivered a newer file of the day. */
export function overtakenArchive(simulator: Simulator, store: Store, day: string): Archive {
  const other = archiveIn(store);
  return archiveIn({
    ...store,
    write: async (name, bytes, options) => {
      if (name.endsWith('_receipt.json')) {
        await options?.mayKeep?.(); // the file has its name
        simulator.day(day).hasRecords(3);
        await exportDays(simulator, day);
        await deliver(simulator, other, day);
      }
      return store.write(name, bytes, options);
    },
  });
}
