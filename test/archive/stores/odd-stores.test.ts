import { randomUUID } from 'node:crypto';
import type { Archive } from '../../../src/archive/port';
import { openStore } from '../../../src/archive/stores/open-store';
import type { Store } from '../../../src/archive/stores/store';
import { verifyArchive } from '../../../src/archive/verify/verify-archive';
import { withSimulator } from '../../support/with-simulator';
import { KINDS, useBucket } from '../support/archive-places';
import { archiveIn, bytesOf, deliver, deliverAll, exportDays, jsonOf, overtakenArchive, surveyOf } from '../support/deliveries';
import { startFaultyProxy, type FaultyProxy, type ProxyAnswer } from '../support/faulty-proxy';

const DAYS = '2024-03-01..2024-03-04';
const DAY = '2024-03-01';
const FOLDER = `Messages/day=${DAY}`;
const ENTRY = /<Contents>.*?<\/Contents>/gs;

const s3Describe = KINDS.includes('s3') ? describe : describe.skip;

/** Changes the text of what is listed. */
function listing(change: (xml: string, line: string) => string): FaultyProxy['alter'] {
  return (line, answer) =>
    line.includes('list-type=2') ? { ...answer, body: Buffer.from(change(answer.body.toString(), line)) } : answer;
}

/** Changes the entries of a list. */
function entries(change: (entries: readonly string[]) => readonly string[]): FaultyProxy['alter'] {
  return listing((xml) => {
    const found = xml.match(ENTRY) ?? [];
    return xml.replaceAll(ENTRY, '').replace('</ListBucketResult>', `${change(found).join('')}</ListBucketResult>`);
  });
}

function tags(change: (tag: string) => string): FaultyProxy['alter'] {
  return (_line, answer) => ({
    ...answer,
    headers: { ...answer.headers, ...(answer.headers.etag !== undefined && { etag: change(answer.headers.etag) }) },
  });
}

const refused = (status: number, code: string) => () => ({ status, code });

s3Describe('an archive in a store with habits of its own', () => {
  const bucket = useBucket();
  let proxy: FaultyProxy;
  let store: Store;
  let archive: Archive;
  beforeEach(async () => {
    proxy = await startFaultyProxy(bucket.server().endpoint);
    const otherStore = { endpoint: proxy.endpoint, region: 'us-east-1' };
    store = openStore(`s3://archives/${randomUUID()}`, { otherStore });
    archive = archiveIn(store);
  });
  afterEach(() => proxy.close());

  const withoutQuotes = (tag: string) => tag.replaceAll('"', '');
  test.each<[string, FaultyProxy['alter']]>([
    ['ETags in lists are bare', listing((xml) => xml.replaceAll('&#34;', '').replaceAll('&quot;', ''))],
    ['ETags are weak', tags((tag) => `W/${tag}`)],
    ['ETags are bare and in capitals', tags((tag) => withoutQuotes(tag).toUpperCase())],
    ['there are no ETags', tags(() => '')],
    ['ETags are other ones at each look', tags(() => `"${randomUUID()}"`)],
    ['every ETag is the same', tags(() => '"0"')],
    ['lists are out of order', entries((found) => [...found].reverse())],
    ['lists show each entry twice', entries((found) => [...found, ...found])],
    ['lists show nothing yet', entries(() => [])],
    ['lists show the half of it', entries((found) => found.slice(0, Math.ceil(found.length / 2)))],
    ['lists show no sizes', listing((xml) => xml.replaceAll(/<Size>\d+<\/Size>/g, ''))],
    ['lists show other sizes', listing((xml) => xml.replaceAll(/<Size>\d+<\/Size>/g, '<Size>7</Size>'))],
    [
      'lists encode keys',
      listing((xml) => xml.replaceAll(/<Key>(.*?)<\/Key>/g, (_, key: string) => `<Key>${encodeURIComponent(key)}</Key>`)),
    ],
    ['lists never end', listing((xml) => xml.replaceAll(/<IsTruncated>\w+/g, '<IsTruncated>true'))],
    [
      'lists lead round in a circle',
      listing((xml) =>
        xml.replaceAll(
          /<IsTruncated>\w+<\/IsTruncated>/g,
          '<IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken>',
        ),
      ),
    ],
    [
      'folders are objects',
      entries((found) => {
        const [first = ''] = found;
        const folder = first.replace(/(<Key>.*\/)[^/<]*<\/Key>/, '$1</Key>').replace(/<Size>\d+/, '<Size>0');
        return [folder, ...found];
      }),
    ],
  ])('has each day once, and is never short of one, where %s', (_name, alter) =>
    withSimulator(async (simulator) => {
      proxy.alter = alter;
      await archive.probe();
      const receipts = await deliverAll(simulator, archive, DAYS);
      const told = Object.fromEntries(receipts.map(({ day, records }) => [day, records]));
      expect(await surveyOf(archive, DAYS)).toEqual(told);
      const written = proxy.requests.filter(({ line }) => /^PUT .*records\.json\.gz/.test(line));
      expect(written).toHaveLength(4);
      const removed = proxy.requests.filter(({ line }) => /^DELETE .*day%3D/.test(line));
      expect(removed).toEqual([]);
      const range = { startDay: receipts[0]!.day, endDay: receipts[3]!.day } as never;
      expect(await verifyArchive(store, 'Messages', range)).toMatchObject({ days: 4, findings: [] });
    }),
  );

  test('takes only the days of the range where a list ignores where it is to start, and its prefix', () =>
    withSimulator(async (simulator) => {
      await deliverAll(simulator, archive, DAYS);
      let whole: ProxyAnswer | undefined;
      proxy.alter = (line, answer) => {
        if (!line.includes('list-type=2')) return answer;
        whole ??= answer;
        return whole;
      };
      for await (const file of store.list('')) expect(file.name).toContain('/');
      expect(Object.keys(await surveyOf(archive, '2024-03-03..2024-03-04'))).toEqual(['2024-03-03', '2024-03-04']);
      expect(await surveyOf(archive, '2024-03-05..2024-03-06')).toEqual({});
      const [again] = await deliverAll(simulator, archive, '2024-03-03');
      expect(await surveyOf(archive, '2024-03-03')).toEqual({ '2024-03-03': again!.records });
    }));

  test('lists all pages of a store whose pages have no token, or that says too early that it was the last', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await store.write(`M/${name}`, [Buffer.from(name)]);
    for (const isTruncated of [true, false]) {
      proxy.alter = listing((xml, line) => {
        const after = /start-after=[^&]*%2F(\w)(?:&|$)/.exec(line)?.[1] ?? '';
        const left = (xml.match(ENTRY) ?? []).filter((entry) => (/\/(\w)<\/Key>/.exec(entry)?.[1] ?? '') > after);
        return `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated><MaxKeys>2</MaxKeys>${left.slice(0, 2).join('')}</ListBucketResult>`;
      });
      const names: string[] = [];
      for await (const { name } of store.list('M/')) names.push(name);
      expect(names).toEqual(['M/a', 'M/b', 'M/c', 'M/d', 'M/e']);
    }
  });

  test('notices another writer although the tags of his file are the same', () =>
    withSimulator(async (simulator) => {
      proxy.alter = tags(() => '"0"');
      await exportDays(simulator, DAY);
      await expect(deliver(simulator, overtakenArchive(simulator, store, DAY), DAY)).rejects.toMatchObject({ kind: 'conflict' });
    }));

  describe('goes on without', () => {
    test.each<[string, RegExp, { status: number; code: string }]>([
      ['a list of unfinished uploads, 501', /^GET \S+\?\S*uploads/, refused(501, 'NotImplemented')()],
      ['a list of unfinished uploads, 403', /^GET \S+\?\S*uploads/, refused(403, 'AccessDenied')()],
      ['a list of unfinished uploads, 500', /^GET \S+\?\S*uploads/, refused(500, 'InternalError')()],
      ['HEAD, 403', /^HEAD/, refused(403, 'AccessDenied')()],
      ['HEAD, 405', /^HEAD/, refused(405, 'MethodNotAllowed')()],
      ['HEAD, 501', /^HEAD/, refused(501, 'NotImplemented')()],
      ['removing anything, 403', /^DELETE/, refused(403, 'AccessDenied')()],
      ['removing anything, 405', /^DELETE/, refused(405, 'MethodNotAllowed')()],
    ])('%s', (_name, line, fault) =>
      withSimulator(async (simulator) => {
        proxy.fault = (request) => (line.test(request) ? fault : undefined);
        await archive.probe();
        await archive.sweep('Messages');
        await deliverAll(simulator, archive, DAYS);
        simulator.day(DAY).hasRecords(3);
        await deliverAll(simulator, archive, DAY);
        simulator.day('2024-03-02').isEmpty();
        await deliverAll(simulator, archive, '2024-03-02');
        expect(await surveyOf(archive, '2024-03-01..2024-03-02')).toEqual({ [DAY]: 3, '2024-03-02': 0 });
        expect(await verifyArchive(store, 'Messages', undefined)).toMatchObject({ days: 4, findings: [] });
        expect(proxy.requests.some((request) => line.test(request.line))).toBe(true);
      }),
    );

    test('removing the parts of an upload that is not kept: what was wrong with it is told', async () => {
      proxy.fault = (line) => (line.startsWith('DELETE') ? { status: 403, code: 'AccessDenied' } : undefined);
      const failure = new Error('the file is corrupt');
      async function* corrupt() {
        for (let left = 40; left > 0; left--) yield await Promise.resolve(Buffer.alloc(1024 * 1024));
        throw failure;
      }
      await expect(store.write('a.gz', corrupt())).rejects.toBe(failure);
    });
  });

  test('keeps one file of its probes where nothing can be removed, and says so', async () => {
    proxy.fault = (line) => (line.startsWith('DELETE') ? { status: 403, code: 'AccessDenied' } : undefined);
    for (let probes = 0; probes < 3; probes++) {
      expect(await archive.probe()).toEqual([expect.stringContaining('The store does not remove files') as string]);
    }
    const names: string[] = [];
    for await (const { name } of store.list('')) names.push(name);
    expect(names).toEqual(['_exports/_probe.json.gz']);
  });

  test.each<[string, FaultyProxy['alter'], RegExp]>([
    ['lists are late', entries(() => []), /lists a new file with a delay/],
    ['ETags change', tags(() => `"${randomUUID()}"`), /does not keep the ETag/],
  ])('its probe says what is weaker where %s', async (_name, alter, message) => {
    expect(await archive.probe()).toEqual([]);
    proxy.alter = alter;
    expect(await archive.probe()).toEqual([expect.stringMatching(message) as string]);
  });

  test('waits for a store that shows a file late, and delivers it once', () =>
    withSimulator(async (simulator) => {
      await exportDays(simulator, DAY);
      const since = new Map<string, number>();
      proxy.fault = (line) => {
        const [method = '', path = ''] = line.split(/[ ?]/);
        if (method === 'PUT') since.set(path, performance.now());
        const isLate = performance.now() - (since.get(path) ?? -Infinity) < 1_500;
        return /GET|HEAD/.test(method) && isLate ? { status: 404, code: 'NoSuchKey' } : undefined;
      };
      expect((await archive.probe())[0]).toMatch(/shows a new file with a delay/);
      await deliver(simulator, archive, DAY);
      expect(proxy.requests.filter(({ line }) => /^PUT .*records\.json\.gz/.test(line))).toHaveLength(1);
    }));

  test('refuses a store that gives back other bytes before anything is requested', async () => {
    proxy.alter = (line, answer) => (line.includes('x-id=GetObject') ? { ...answer, body: answer.body.subarray(1) } : answer);
    await expect(archive.probe()).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('was changed by the store') as string,
    });
  });

  describe('with receipts in a frozen storage class', () => {
    const frozen = (line: string) =>
      /^GET \S*day%3D\S*x-id=GetObject/.test(line) ? { status: 403, code: 'InvalidObjectState' } : undefined;

    test('has their days, and names them in its report', () =>
      withSimulator(async (simulator) => {
        const [receipt] = await deliverAll(simulator, archive, DAY);
        await archive.deliverEmpty({ resourceType: 'Messages', day: '2024-03-02' as never }, { fetchedAtMs: 0 });
        proxy.fault = frozen;
        const told: unknown[] = [];
        const range = { startDay: DAY, endDay: '2024-03-03' } as never;
        for await (const { day, frozen: found } of archive.survey('Messages', range)) told.push([day, found]);
        expect(told).toEqual([
          [DAY, { bytes: receipt!.bytes }],
          ['2024-03-02', { bytes: 0 }],
        ]);
        await archive.report('an-export', { resourceType: 'Messages', range, missing: [], endedAtMs: 0 });
        expect(await jsonOf(store, '_exports/an-export.json')).toMatchObject({
          delivered: 2,
          empty: 1,
          days: [
            { day: DAY, bytes: receipt!.bytes },
            { day: '2024-03-02', records: 0, bytes: 0 },
          ],
        });
      }));

    test('is told by verify as what cannot be read now, and is not exported again for that', () =>
      withSimulator(async (simulator) => {
        await deliverAll(simulator, archive, DAY);
        proxy.fault = frozen;
        const { findings, repair } = await verifyArchive(store, 'Messages', undefined);
        expect(findings).toMatchObject([{ kind: 'unreadable', sentence: expect.stringContaining('Restore the object') as string }]);
        expect(repair).toEqual([]);
        proxy.fault = () => undefined;
        expect((await bytesOf(store, `${FOLDER}/records.json.gz`)).length).toBeGreaterThan(0);
      }));
  });
});
