import type { ArchivedDay, ExportEnd } from '../port';
import type { StoreOptions } from '../stores/store';
import { writeJson } from '../stores/store-text';
import { instantOf, stampOf, type OwnedStore } from './day-note';
import { reportName } from './layout';

/** Write the report of an export for downstream readers: records, size and hash of each day, totals, and missing days. */
export async function writeReport(
  { store, accountSid }: OwnedStore,
  exportId: string,
  { resourceType, range, missing, endedAtMs }: ExportEnd,
  surveyed: AsyncIterable<ArchivedDay>,
  options?: StoreOptions,
): Promise<void> {
  const days: { day: string; records?: number; bytes: number; sha256?: string | undefined }[] = [];
  for await (const { day, receipt, frozen } of surveyed) {
    if (receipt) days.push({ day, records: receipt.records, bytes: receipt.bytes, sha256: receipt.sha256 });
    else if (frozen) days.push({ day, ...(frozen.bytes === 0 && { records: 0 }), bytes: frozen.bytes });
  }
  const { formatVersion, toolVersion } = stampOf({ accountSid, resourceType, day: range.startDay });
  const what = { formatVersion, toolVersion, accountSid, resourceType, ...range, endedAt: instantOf(endedAtMs) };
  const report = {
    ...what,
    delivered: days.length,
    empty: days.filter(({ records }) => records === 0).length,
    records: days.reduce((sum, { records = 0 }) => sum + records, 0),
    bytes: days.reduce((sum, { bytes }) => sum + bytes, 0),
    missing: missing.map(({ range: { startDay, endDay }, reason }) => ({ startDay, endDay, reason })),
    days,
  };
  await writeJson(store, reportName(exportId), report, options);
}
