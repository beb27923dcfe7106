import { createArchive } from '../../src/archive/create-archive';
import { openStore } from '../../src/archive/stores/open-store';
import { createBulkExportApi } from '../../src/bulk-export/client';
import { Secret } from '../../src/bulk-export/secret';
import { parseDay } from '../../src/domain/days/day-range';

/** Where the file of a day is, and where it is to go. */
export interface DeliverFileRequest {
  readonly url: string;
  readonly archive: string;
  readonly day: string;
}

/** What a delivery took. */
export interface DeliverFileEnd {
  readonly records: number;
  readonly seconds: number;
}

/** Deliver one file from this machine as a worker does, in a process of its own: `{url, archive, day}` as its argument. */
async function main({ url, archive, day }: DeliverFileRequest): Promise<void> {
  const { hostname: host, origin: baseUrl } = new URL(url);
  const accountSid = 'AC00000000000000000000000000000000';
  const api = createBulkExportApi({ accountSid, username: '', password: '', baseUrl, fileHosts: [host] });
  const ofDay = { resourceType: 'Messages', day: parseDay(day) } as const;
  const startedMs = performance.now();
  const file = await api.openFile({ ...ofDay, url: new Secret(url), host, isAccountChecked: false, createdAtMs: undefined });
  const { records } = await createArchive(openStore(archive), accountSid).deliver(ofDay, file, { fetchedAtMs: Date.now() });
  console.log(JSON.stringify({ records, seconds: (performance.now() - startedMs) / 1000 } satisfies DeliverFileEnd));
}

main(JSON.parse(process.argv[2] ?? '{}') as DeliverFileRequest).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
