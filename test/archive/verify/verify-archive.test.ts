import { gzipSync } from 'node:zlib';
import type { Archive } from '../../../src/archive/port';
import type { Store } from '../../../src/archive/stores/store';
import { verifyArchive, type Verification } from '../../../src/archive/verify/verify-archive';
import type { Day } from '../../../src/domain/days/day-range';
import { formatRange } from '../../../src/domain/days/day-range';
import { days } from '../../support/days';
import { withSimulator } from '../../support/with-simulator';
import { KINDS, useArchivePlaces } from '../support/archive-places';
import { archiveIn, bytesOf, deliverAll, FETCHED_AT_MS, jsonOf, surveyOf } from '../support/deliveries';

const DAY = '2024-03-02' as Day;
const RECORDS = `Messages/day=${DAY}/records.json.gz`;
const RECEIPT = `Messages/day=${DAY}/_receipt.json`;

function told({ findings }: Verification): string[] {
  return findings.map(({ kind, day, sentence }) => `${kind} ${day ?? '-'}: ${sentence}`);
}

describe.each(KINDS)('verifying an archive in a place of the kind %s', (kind) => {
  const places = useArchivePlaces(kind);
  let store: Store;
  let archive: Archive;
  beforeEach(async () => {
    store = await places.newStore();
    archive = archiveIn(store);
  });

  /** An archive of three days. */
  async function withThreeDays(use: () => Promise<void>): Promise<void> {
    await withSimulator(async (simulator) => {
      simulator.day('2024-03-03').isEmpty();
      await deliverAll(simulator, archive, '2024-03-01..2024-03-03');
      await use();
    });
  }

  function put(name: string, content: string | Buffer): Promise<unknown> {
    return store.write(name, [Buffer.from(content)]);
  }

  test('reads every byte, and finds nothing in an archive that is as it should be', () =>
    withThreeDays(async () => {
      const seen: string[] = [];
      const verification = await verifyArchive(store, 'Messages', undefined, (_type, day) => seen.push(day));
      const records = Object.values(await surveyOf(archive, '2024-03-01..2024-03-03')).map(Number);
      const files = await Promise.all(
        ['2024-03-01', '2024-03-02'].map((day) => bytesOf(store, `Messages/day=${day}/records.json.gz`)),
      );
      expect(verification).toEqual({
        resourceType: 'Messages',
        range: days('2024-03-01..2024-03-03'),
        days: 3,
        empty: 1,
        records: records.reduce((sum, count) => sum + count, 0),
        bytes: files.reduce((sum, file) => sum + file.length, 0),
        findings: [],
        repair: [],
      });
      expect(seen).toEqual(['2024-03-01', '2024-03-02', '2024-03-03']);
    }));

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'a file of other bytes of the same length',
      async () => {
        const file = await bytesOf(store, RECORDS);
        file.writeUInt8(file.readUInt8(9) ^ 1, 9); // the packer's system, which gzip does not check
        await put(RECORDS, file);
      },
      `damaged ${DAY}: The SHA-256 of the file differs from the receipt.`,
    ],
    [
      'a file that is cut',
      async () => put(RECORDS, (await bytesOf(store, RECORDS)).subarray(0, -20)),
      `damaged ${DAY}: Damaged file: unexpected end of file.`,
    ],
    [
      'a file with a byte behind its end',
      async () => put(RECORDS, Buffer.concat([await bytesOf(store, RECORDS), Buffer.from('x')])),
      `damaged ${DAY}: Damaged file: bytes were appended, 1 more than the receipt says.`,
    ],
    ['a file without a byte', () => put(RECORDS, ''), `damaged ${DAY}: Damaged file: no bytes received.`],
    ['a file that is not gzip', () => put(RECORDS, '<html>'), `damaged ${DAY}: Damaged file: not gzip.`],
    ['another whole file', () => put(RECORDS, gzipSync('{}')), `damaged ${DAY}: The file has 22 bytes, but the receipt says ##.`],
    [
      'a receipt of another number of records',
      async () => put(RECEIPT, JSON.stringify({ ...(await jsonOf(store, RECEIPT)), records: 1 })),
      `damaged ${DAY}: The file has ## records, but the receipt says 1.`,
    ],
    ['a receipt without its file', () => store.remove(RECORDS), `noFile ${DAY}: No file, but the receipt says ## records.`],
    [
      'a file without a receipt',
      () => store.remove(RECEIPT),
      `noReceipt ${DAY}: File without a receipt: its delivery did not finish.`,
    ],
    ['a receipt that is cut', () => put(RECEIPT, '{"day"'), `badReceipt ${DAY}: Invalid receipt.`],
    [
      'a gap',
      async () => {
        await store.remove(RECEIPT);
        await store.remove(RECORDS);
      },
      `gap ${DAY}: No file.`,
    ],
    [
      'a missing day',
      async () => {
        await store.remove(RECEIPT);
        await store.remove(RECORDS);
        const facts = { reason: 'exhausted', attempts: 3, notedAtMs: FETCHED_AT_MS };
        await archive.recordMissing({ resourceType: 'Messages', day: DAY }, facts);
      },
      `missing ${DAY}: Missing from Twilio (exhausted, attempts: 3).`,
    ],
  ])('names %s, and plans that day for repair', (_name, spoil, finding) =>
    withThreeDays(async () => {
      await spoil();
      const verification = await verifyArchive(store, 'Messages', undefined);
      const numbers = /(?<=says |has |its )\d+(?=\.| records)/g;
      const [message = ''] = told(verification);
      expect(told(verification)).toHaveLength(1);
      expect(finding.includes('##') ? message.replace(numbers, (number) => (number === '1' ? '1' : '##')) : message).toBe(finding);
      expect(verification).toMatchObject({ days: 2, empty: 1 });
      expect(verification.repair.map(formatRange)).toEqual([DAY]);
    }),
  );

  test('names a file beside the receipt of a day without records', () =>
    withThreeDays(async () => {
      await put('Messages/day=2024-03-03/records.json.gz', gzipSync('{}'));
      const verification = await verifyArchive(store, 'Messages', undefined);
      expect(told(verification)).toEqual(['damaged 2024-03-03: File exists, but the receipt says no records.']);
    }));

  test('reports files that do not belong to the archive, and does not repair them', () =>
    withThreeDays(async () => {
      await put('Messages/notes.txt', 'x');
      await put(`Messages/day=${DAY}/records.json`, 'x');
      await put('Messages/day=yesterday/records.json.gz', 'x');
      const verification = await verifyArchive(store, 'Messages', undefined);
      expect(told(verification).sort()).toEqual([
        'strange -: Messages/day=yesterday/records.json.gz does not belong to the archive.',
        'strange -: Messages/notes.txt does not belong to the archive.',
        `strange ${DAY}: records.json does not belong to the archive.`,
      ]);
      expect(verification).toMatchObject({ days: 3, repair: [] });
    }));

  test('litter of operating systems and file servers is no problem', () =>
    withThreeDays(async () => {
      await put('Messages/.DS_Store', 'x');
      await put(`Messages/day=${DAY}/Thumbs.db`, 'x');
      await put(`Messages/day=${DAY}/@eaDir/records.json.gz`, 'x');
      const verification = await verifyArchive(store, 'Messages', undefined);
      expect(told(verification).sort()).toEqual([
        'litter -: Messages/.DS_Store is ignored.',
        `litter ${DAY}: @eaDir/records.json.gz is ignored.`,
        `litter ${DAY}: Thumbs.db is ignored.`,
      ]);
      expect(verification).toMatchObject({ days: 3, repair: [] });
    }));

  test('names the days of a range of which there is nothing, before, between and after', () =>
    withThreeDays(async () => {
      await store.remove(RECEIPT);
      await store.remove(RECORDS);
      const verification = await verifyArchive(store, 'Messages', days('2024-02-28..2024-03-04'));
      expect(verification.repair.map(formatRange)).toEqual(['2024-02-28..2024-02-29', '2024-03-02', '2024-03-04']);
      expect(verification.findings.map(({ kind: of }) => of)).toEqual(['gap', 'gap', 'gap', 'gap']);
      const part = await verifyArchive(store, 'Messages', days('2024-03-03'));
      expect(part).toMatchObject({ days: 1, findings: [] });
    }));

  test('finds nothing of a resource type that is not there', async () => {
    expect(await verifyArchive(store, 'Calls', undefined)).toMatchObject({ range: undefined, days: 0, findings: [] });
  });

  test('does not take a day that is delivered at that moment for damaged', () =>
    withSimulator(async (simulator) => {
      await deliverAll(simulator, archive, '2024-03-01..2024-03-02');
      let isFirst = true;
      const busy: Store = {
        ...store,
        read: async (name, options) => {
          const content = await store.read(name, options);
          if (name === RECEIPT && isFirst) {
            isFirst = false;
            simulator.day(DAY).hasRecords(3);
            await deliverAll(simulator, archive, DAY);
          }
          return content;
        },
      };
      const verification = await verifyArchive(busy, 'Messages', undefined);
      expect(verification).toMatchObject({ days: 2, findings: [] });
      expect(isFirst).toBe(false);
    }));
});
