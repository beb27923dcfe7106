import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readArchive } from '../../chaos/harness/read-archive';

const WHOLE = gzipSync('{"sid":"SM1"}\n{"sid":"SM2"}\n');

let archive: string;
beforeEach(async () => {
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterEach(() => rm(archive, { recursive: true }));

async function flawOf(file: Buffer | undefined, receipt: object): Promise<string | undefined> {
  const folder = join(archive, 'Calls/day=2024-03-01');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '_receipt.json'), JSON.stringify(receipt));
  if (file) await writeFile(join(folder, 'records.json.gz'), file);
  const [day] = await readArchive(archive);
  expect(day).toMatchObject({ resourceType: 'Calls', day: '2024-03-01' });
  return day?.flaw;
}

function receiptOf(file: Buffer, records = 2) {
  return { records, bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') };
}

test.each([
  ['a whole file', WHOLE, receiptOf(WHOLE), undefined],
  ['a day without records', undefined, { records: 0, bytes: 0 }, undefined],
  ['no file', undefined, receiptOf(WHOLE), 'it has a receipt, but no file'],
  ['fewer bytes', WHOLE.subarray(1), receiptOf(WHOLE), `its receipt says ${WHOLE.length} bytes`],
  ['other bytes', Buffer.alloc(WHOLE.length), receiptOf(WHOLE), 'its file is not the one of its receipt'],
  ['other records', WHOLE, receiptOf(WHOLE, 3), 'its receipt says 3 records, its file has 2'],
  ['half a file', WHOLE.subarray(0, 20), receiptOf(WHOLE.subarray(0, 20)), 'its file cannot be unpacked'],
])('%s', async (_title, file, receipt, flaw) => {
  const found = await flawOf(file, receipt);
  if (flaw === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(flaw);
});
