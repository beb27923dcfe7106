import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3Store } from '../../../../src/archive/stores/s3/s3-store';
import type { S3Settings } from '../../../../src/archive/stores/s3/s3-client';
import type { Store } from '../../../../src/archive/stores/store';
import { readBytes } from '../../../../src/archive/stores/store-text';
import { KINDS, useBucket } from '../../support/archive-places';
import { startFaultyProxy, type FaultyProxy } from '../../support/faulty-proxy';

const LARGE = Array.from({ length: 40 }, () => Buffer.alloc(1024 * 1024, 'dayhaul '));
const UNAVAILABLE = { status: 503, code: 'SlowDown' } as const;
const NAME = 'Messages/day=2024-03-01/records.json.gz';

const s3Describe = KINDS.includes('s3') ? describe : describe.skip;

s3Describe('an archive in S3', () => {
  const bucket = useBucket();
  let proxy: FaultyProxy;
  beforeEach(async () => {
    proxy = await startFaultyProxy(bucket.server().endpoint);
  });
  afterEach(() => proxy.close());

  function storeOf({ bucketName = 'archives', ...settings }: S3Settings & { bucketName?: string } = {}): Store {
    const otherStore = { endpoint: proxy.endpoint, region: 'us-east-1' };
    return createS3Store({ kind: 's3', bucket: bucketName, prefix: 'a/prefix' }, { otherStore, ...settings });
  }

  async function unfinishedUploads(): Promise<string[]> {
    const client = new S3Client({ endpoint: bucket.server().endpoint, forcePathStyle: true });
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'archives' }));
    return Uploads.map(({ Key = '' }) => Key);
  }

  test('keeps its objects below its prefix, with the bucket in the path', async () => {
    await storeOf().write('a.json', [Buffer.from('{}')]);
    const [{ line, headers }] = proxy.requests as [FaultyProxy['requests'][0]];
    expect(line).toMatch(/^PUT \/archives\/a\/prefix\/a\.json/);
    expect(headers).toMatchObject({ 'content-type': 'application/json' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('sends the SHA-256 of every object and every part, and no checksum that other stores may refuse', async () => {
    await storeOf().write('a.json', [Buffer.from('{}')]);
    await storeOf().write(NAME, LARGE);
    const uploads = proxy.requests.filter(({ line }) => line.startsWith('PUT'));
    expect(uploads).toHaveLength(4);
    for (const { headers } of uploads) expect(headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
    await readBytes(storeOf(), NAME);
    const names = proxy.requests.flatMap(({ headers }) => Object.keys(headers));
    expect(names.filter((name) => /checksum|crc/.test(name))).toEqual([]);
  });

  test.each([
    ['AES256', undefined, { 'x-amz-server-side-encryption': 'AES256' }],
    ['aws:kms', 'a-key', { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': 'a-key' }],
  ] as const)('asks for the encryption %s', async (algorithm, kmsKeyId, headers) => {
    const store = storeOf({ encryption: { algorithm, kmsKeyId } });
    await store.write('small.json', [Buffer.from('{}')]).catch(() => undefined);
    await store.write(NAME, LARGE).catch(() => undefined);
    const begun = proxy.requests.filter(({ line }) => /small\.json|\?uploads/.test(line));
    expect(begun.length).toBeGreaterThan(1);
    for (const request of begun) expect(request.headers).toMatchObject(headers);
  });

  test('outlives two refusals of each request, as the SDK tries three times', async () => {
    const asked = new Map<string, number>();
    proxy.fault = (line) => {
      const request = line.replace(/uploadId=[^&]+/, '');
      asked.set(request, (asked.get(request) ?? 0) + 1);
      return asked.get(request)! < 3 ? UNAVAILABLE : undefined;
    };
    await storeOf().write(NAME, LARGE);
    expect((await readBytes(storeOf(), NAME))?.toString().slice(0, 8)).toBe('dayhaul ');
    expect(asked.size).toBeGreaterThan(4);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['writing', () => storeOf().write(NAME, LARGE)],
    ['reading', () => storeOf().read(NAME)],
    ['removing', () => storeOf().remove(NAME)],
    ['sweeping', () => storeOf().sweep('Messages/')],
  ])('tells a longer refusal while %s as something that may pass', async (_name, call) => {
    proxy.fault = () => UNAVAILABLE;
    await expect(call()).rejects.toMatchObject({
      name: 'ArchiveError',
      kind: 'unavailable',
      message: expect.stringMatching(/s3:\/\/archives\/a\/prefix: answered 503 \(SlowDown: told to\)\. Dayhaul retries/) as string,
    });
  });

  test.each<[string, (line: string) => boolean]>([
    ['a part', (line) => line.includes('partNumber=2')],
    ['its completion', (line) => line.startsWith('POST') && line.includes('uploadId')],
  ])('leaves neither object nor parts when %s is refused for good', async (_name, isMeant) => {
    proxy.fault = (line) => (isMeant(line) ? UNAVAILABLE : undefined);
    await expect(storeOf().write('refused.gz', LARGE)).rejects.toMatchObject({ kind: 'unavailable' });
    proxy.fault = () => undefined;
    expect(await storeOf().read('refused.gz')).toBeUndefined();
    expect(await unfinishedUploads()).toEqual([]);
  });

  test('leaves no parts when a large file turns out not to be whole', async () => {
    const failure = new Error('the file is corrupt');
    async function* corrupt() {
      for (const chunk of LARGE) yield await Promise.resolve(chunk);
      throw failure;
    }
    await expect(storeOf().write('corrupt.gz', corrupt())).rejects.toBe(failure);
    expect(proxy.requests.some(({ line }) => line.includes('partNumber=2'))).toBe(true);
    expect(await unfinishedUploads()).toEqual([]);
  });

  test('leaves no parts when the signal aborts, and rejects with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the activity was cancelled');
    proxy.fault = (line) => {
      if (line.includes('partNumber=2')) controller.abort(reason);
      return undefined;
    };
    await expect(storeOf().write('aborted.gz', LARGE, controller)).rejects.toBe(reason);
    expect(await unfinishedUploads()).toEqual([]);
  });

  test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['reading', (signal) => storeOf().read(NAME, { signal })],
    ['listing', (signal) => storeOf().list('Messages/', { signal })[Symbol.asyncIterator]().next()],
    ['removing', (signal) => storeOf().remove(NAME, { signal })],
  ])('rejects with the reason of the signal while %s', async (_name, call) => {
    const reason = new Error('the activity was cancelled');
    const controller = new AbortController();
    proxy.fault = () => {
      controller.abort(reason);
      return UNAVAILABLE;
    };
    await expect(call(controller.signal)).rejects.toBe(reason);
  });

  test.each([
    ['a bucket that is not there', { bucketName: 'no-such-bucket' }, /answered 404 \(NoSuchBucket/],
    ['no right to it', {}, /answered 403 \(AccessDenied/],
  ])('tells %s as something a person must mend', async (name, settings, message) => {
    if (name === 'no right to it') proxy.fault = () => ({ status: 403, code: 'AccessDenied' });
    await expect(storeOf(settings).write('a.json', [Buffer.from('{}')])).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(message) as string,
    });
  });

  test.each([
    ['507', { status: 507, code: 'XMinioStorageFull' }],
    ['a quota', { status: 400, code: 'QuotaExceededException' }],
  ])('tells a store that is full (%s), and what to do', async (_name, fault) => {
    proxy.fault = () => fault;
    await expect(storeOf().write('a.json', [Buffer.from('{}')])).rejects.toMatchObject({
      kind: 'full',
      message: expect.stringContaining('Free some space in the store; delivery continues automatically') as string,
    });
  });

  test('tells a store that does not answer by the words of the network', async () => {
    proxy.fault = () => 'cut';
    await expect(storeOf().read(NAME)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^Reading \S+ in s3:\/\/archives\/a\/prefix: no response \(\S/) as string,
    });
  });

  test('tells missing credentials as something a person must mend, and none in its words', async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = bucket.server().environment;
    process.env['AWS_SECRET_ACCESS_KEY'] = 'another-secret';
    const wrong = await storeOf()
      .read(NAME)
      .catch((thrown: unknown) => thrown);
    process.env['AWS_SECRET_ACCESS_KEY'] = secret;
    expect(wrong).toMatchObject({ kind: 'refused' });
    expect((wrong as Error).message).toContain('SignatureDoesNotMatch');
    expect((wrong as Error).message).not.toMatch(new RegExp(`another-secret|${String(id)}|${String(secret)}`));
  });

  test('sweeps uploads that were begun more than a day ago, and no younger ones', async () => {
    const client = new S3Client({ endpoint: bucket.server().endpoint, forcePathStyle: true });
    const begin = (name: string) => client.send(new CreateMultipartUploadCommand({ Bucket: 'archives', Key: `a/prefix/${name}` }));
    await begin('Messages/day=2024-03-01/records.json.gz');
    await begin('Calls/day=2024-03-01/records.json.gz');
    await age(join(bucket.server().bucketFolder('archives'), '.sgwtmp'));
    await begin('Messages/day=2024-03-02/records.json.gz');

    expect(await storeOf().sweep('Messages/')).toBe(1);
    expect(await unfinishedUploads()).toEqual([
      'a/prefix/Calls/day=2024-03-01/records.json.gz',
      'a/prefix/Messages/day=2024-03-02/records.json.gz',
    ]);
  });
});

/** Make everything in a folder two days old. */
async function age(folder: string): Promise<void> {
  const old = Date.now() / 1000 - 2 * 86_400;
  for (const entry of await readdir(folder, { recursive: true })) await utimes(join(folder, entry), old, old);
}
