import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A day of which an archive has a receipt. */
export interface ArchivedDay {
  readonly resourceType: string;
  readonly day: string;
  readonly records: number;
  /** What is wrong with its files; absent when they are whole and match the receipt. */
  readonly flaw?: string | undefined;
}

interface Receipt {
  readonly records: number;
  readonly bytes: number;
  readonly sha256?: string;
}

/** Read every file of an archive in a folder again. */
export async function readArchive(folder: string): Promise<readonly ArchivedDay[]> {
  const names = await readdir(folder, { recursive: true });
  const days = names.flatMap((name) => {
    const [, resourceType, day] = /^(\w+)\/day=(\S{10})\/_receipt\.json$/.exec(name) ?? [];
    return resourceType !== undefined && day !== undefined ? [{ resourceType, day }] : [];
  });
  return Promise.all(
    days.map(async (ofDay) => {
      const path = join(folder, ofDay.resourceType, `day=${ofDay.day}`);
      const receipt = JSON.parse(await readFile(join(path, '_receipt.json'), 'utf8')) as Receipt;
      return { ...ofDay, records: receipt.records, flaw: await flawOf(join(path, 'records.json.gz'), receipt) };
    }),
  );
}

async function flawOf(path: string, { records, bytes, sha256 }: Receipt): Promise<string | undefined> {
  const file = await readFile(path).catch(() => undefined);
  if (!file) return records === 0 ? undefined : 'it has a receipt, but no file';
  if (file.length !== bytes) return `its receipt says ${bytes} bytes, its file has ${file.length}`;
  if (createHash('sha256').update(file).digest('hex') !== sha256) return 'its file is not the one of its receipt';
  try {
    const lines = gunzipSync(file).toString('utf8').split('\n').length - 1;
    return lines === records ? undefined : `its receipt says ${records} records, its file has ${lines}`;
  } catch (error) {
    return `its file cannot be unpacked (${(error as Error).message})`;
  }
}
