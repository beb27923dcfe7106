import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { contentOf, receiveDayFile, type ToldSizes } from '../../../src/archive/days/check-day-file';
import { DamagedFileError } from '../../../src/archive/days/damaged-file-error';

const THREE = '{"sid":"SM1"}\n{"sid":"SM2","body":"a } b"}\n{"sid":"SM3"}\n';
const GZIP = gzipSync(THREE);
const NOTHING = gzipSync('');

async function* inChunks(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const chunk of Readable.from(chunks)) yield chunk as Uint8Array;
}

function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

async function receive(chunks: readonly Uint8Array[], told?: ToldSizes) {
  const passed: Uint8Array[] = [];
  const receiving = receiveDayFile(inChunks(...chunks), told);
  for (;;) {
    const { done, value } = await receiving.next();
    if (done) return { content: value, passed: Buffer.concat(passed) };
    passed.push(value);
  }
}

async function damageOf(chunks: readonly Uint8Array[], told?: ToldSizes): Promise<DamagedFileError> {
  const thrown: unknown = await receive(chunks, told).then(
    ({ content }) => new Error(`accepted as ${JSON.stringify(content)}`),
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof DamagedFileError)) throw thrown;
  return thrown;
}

test.each([1, 2, 7, 1000])('a file in chunks of %p bytes is passed on as it came, hashed and counted', async (size) => {
  const { content, passed } = await receive(inPieces(GZIP, size), { contentLength: GZIP.length });
  expect(passed.equals(GZIP)).toBe(true);
  expect(content).toEqual({ bytes: GZIP.length, sha256: createHash('sha256').update(GZIP).digest('hex'), records: 3 });
});

test.each([
  ['without a newline at its end', THREE.trimEnd(), 3],
  ['with blank lines', '\n{"a":1}\n \t\n\n{"b":2}\n\n', 2],
  ['with blanks around its records', '  {"a":1}\t\r\n{"b":2} \r\n', 2],
  ['with records that hold newlines in their texts', '{"body":"one\\ntwo"}\n', 1],
  ['with records longer than a piece', `{"body":"${'x'.repeat(3_000_000)}"}\n{"b":2}`, 2],
  ['of one record', '{}', 1],
  ['of nothing', '', 0],
  ['of a newline', '\n', 0],
])('a file %s is whole', async (_name, text, records) => {
  const { content } = await receive(inPieces(gzipSync(text), 1000));
  expect(content.records).toBe(records);
});

test('a gzip of several members is one file, wherever the chunks end', async () => {
  const members = Buffer.concat([GZIP, NOTHING, GZIP]);
  for (const size of [1, 3, GZIP.length, members.length]) {
    expect((await receive(inPieces(members, size))).content).toMatchObject({ bytes: members.length, records: 6 });
  }
});

test('a record that two members share is one record', async () => {
  const members = Buffer.concat([gzipSync('{"a":1}\n{"b"'), gzipSync(':2}\n')]);
  expect((await receive([members])).content.records).toBe(2);
});

test('how a file is cut into chunks changes nothing', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.string()), { maxLength: 30 }),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      async (records, size, endsInNewline) => {
        const text = records.map((record) => JSON.stringify(record)).join('\n') + (endsInNewline ? '\n' : '');
        const { content } = await receive(inPieces(gzipSync(text), size));
        expect(content.records).toBe(records.length);
      },
    ),
    { numRuns: 50 },
  ));

test('zero bytes are a file without records where zero bytes are expected', async () => {
  for (const told of [{ contentLength: 0 }, { listedBytes: 0 }]) {
    expect((await receive([], told)).content).toMatchObject({ bytes: 0, records: 0 });
  }
});

const HTML = Buffer.from('<html><body><h1>We will be right back</h1></body></html>');

test.each<[string, Uint8Array[], string, string]>([
  ['is cut before its last byte', [GZIP.subarray(0, -1)], 'truncated', 'unexpected end of file'],
  ['is cut within its header', [GZIP.subarray(0, 5)], 'truncated', 'unexpected end of file'],
  ['is cut after its first byte', [GZIP.subarray(0, 1)], 'truncated', 'unexpected end of file'],
  ['is cut in its second member', [GZIP, GZIP.subarray(0, -3)], 'truncated', 'unexpected end of file'],
  ['has no bytes', [], 'truncated', 'no bytes received'],
  ['is a page of HTML', [HTML], 'notGzip', 'not gzip'],
  ['is a page of HTML, byte by byte', inPieces(HTML, 1), 'notGzip', 'not gzip'],
  ['is a single foreign byte', [HTML.subarray(0, 1)], 'notGzip', 'not gzip'],
  ['is not packed', [Buffer.from(THREE)], 'notGzip', 'not gzip'],
  ['is followed by words', [GZIP, Buffer.from('bytes after the end')], 'trailing', 'unexpected bytes after the end'],
  ['is followed by words at once', [Buffer.concat([GZIP, HTML])], 'trailing', 'unexpected bytes after the end'],
  ['is followed by zeros and a file', [GZIP, Buffer.alloc(2), GZIP], 'trailing', 'unexpected bytes after the end'],
  ['is followed by half a header', [GZIP, GZIP.subarray(0, 2)], 'truncated', 'unexpected end of file'],
  ['holds HTML', [gzipSync(HTML)], 'notRecords', 'line 1 is not a JSON object'],
  ['holds one array', [gzipSync('[{"a":1},\n{"b":2}]')], 'notRecords', 'line 1 is not a JSON object'],
  ['holds an object over several lines', [gzipSync('{\n "a": 1\n}\n')], 'notRecords', 'line 1 is not a JSON object'],
  ['has a last line that is cut', [gzipSync(THREE.slice(0, -4))], 'notRecords', 'line 3 is not a JSON object'],
  ['has a line of something else', [gzipSync(`${THREE}NULL\n`)], 'notRecords', 'line 4 is not a JSON object'],
])('a file that %s is rejected', async (_name, chunks, kind, flaw) => {
  const damage = await damageOf(chunks);
  expect(damage).toMatchObject({ kind, flaw: expect.stringContaining(flaw) as string });
  expect(damage.message).toMatch(/was rejected: |is complete but unreadable: /);
});

test.each<[string, Uint8Array[], number]>([
  ['zeros after its end', [GZIP, Buffer.alloc(100), Buffer.alloc(100)], 3],
  ['one zero after its end', [Buffer.concat([GZIP, Buffer.alloc(1)])], 3],
  ['a megabyte of zeros after its end', [GZIP, Buffer.alloc(1024 * 1024), Buffer.alloc(5)], 3],
  ['zeros after its end, byte by byte', inPieces(Buffer.concat([GZIP, Buffer.alloc(9)]), 1), 3],
  ['zeros after several members', [GZIP, NOTHING, GZIP, Buffer.alloc(512)], 6],
  ['a byte order mark', [gzipSync(`\ufeff${THREE}`)], 3],
  ['a byte order mark in a member of its own', [gzipSync(Buffer.from([0xef])), gzipSync(Buffer.from([0xbb, 0xbf])), GZIP], 3],
  ['nothing but a byte order mark', [gzipSync('\ufeff')], 0],
  ['one byte of a text', [gzipSync('\n')], 0],
])('a file with %s is accepted unchanged', async (_name, chunks, records) => {
  const whole = Buffer.concat(chunks);
  const { content, passed } = await receive(chunks, { contentLength: whole.length, listedBytes: whole.length });
  expect(passed.equals(whole)).toBe(true);
  expect(content).toMatchObject({ bytes: whole.length, records });
});

test.each<[string, Buffer, string]>([
  ['words after its end', Buffer.concat([GZIP, Buffer.from('bytes after the end')]), 'trailing'],
  ['zeros and words after its end', Buffer.concat([GZIP, Buffer.alloc(5), HTML]), 'trailing'],
  ['zeros and a file after its end', Buffer.concat([GZIP, Buffer.alloc(5), GZIP]), 'trailing'],
  ['one array', gzipSync('[{"a":1},{"b":2}]'), 'notRecords'],
  ['two objects in one line', gzipSync('{"a":1}{"b":2}\n'), 'notRecords'],
  ['lines that end as on old computers', gzipSync('{"a":1}\r{"b":2}\r'), 'notRecords'],
  ['braces around something else', gzipSync('{a: 1}\n'), 'notRecords'],
  ['zeros within it', gzipSync(`${THREE}\0\0\0`), 'notRecords'],
  ['a text of UTF-16', gzipSync(Buffer.from(`\ufeff${THREE}`, 'utf16le')), 'notRecords'],
  ['a gzip within it', gzipSync(GZIP), 'notRecords'],
  ['a line that is too long', gzipSync(`{"a":"${'x'.repeat(17 * 1024 * 1024)}"}`), 'lineTooLong'],
  ['no gzip around it', Buffer.from(THREE), 'notGzip'],
])('a file with %s that is as long as told is whole, and unreadable', async (_name, file, kind) => {
  const sizes = { contentLength: file.length, listedBytes: file.length };
  for (const chunks of [[file], inPieces(file, 1000)]) {
    expect(await damageOf(chunks, sizes)).toMatchObject({
      name: 'UnreadableFileError',
      kind,
      content: { bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') },
    });
  }
});

test.each<[string, Buffer, ToldSizes]>([
  ['a page of HTML of another length than the day list tells', HTML, { contentLength: HTML.length, listedBytes: 9 }],
  ['a page of HTML where the day list tells nothing', HTML, { contentLength: HTML.length }],
  ['a cut file', gzipSync('[]').subarray(0, -2), { listedBytes: 20 }],
  ['a text of another length than told', gzipSync('[]'), { listedBytes: 99 }],
])('%s is no file that came whole', async (_name, file, sizes) => {
  expect(await damageOf([file], sizes)).toMatchObject({ name: 'DamagedFileError' });
});

test('what is wrong with a large chunk is told in our words', async () => {
  const page = Buffer.concat(Array.from({ length: 2_000 }, () => HTML));
  expect(await damageOf([page, page])).toMatchObject({ kind: 'notGzip' });
});

test('any single byte that arrives wrong is noticed, or does not matter', async () => {
  for (let at = 0; at < GZIP.length; at++) {
    const wrong = Buffer.from(GZIP);
    wrong.writeUInt8(255 - wrong.readUInt8(at), at);
    const outcome = await receive([wrong]).catch((thrown: unknown) => thrown);
    // In a gzip's header the time, the flags of the packer and its system (bytes 4 to 9) say nothing about the text.
    if (at >= 4 && at <= 9) expect(outcome).toMatchObject({ content: { records: 3 } });
    else expect(outcome).toBeInstanceOf(DamagedFileError);
  }
});

test.each<[string, ToldSizes, string, string]>([
  ['the response', { contentLength: GZIP.length + 5 }, 'truncated', `only ${GZIP.length} of ${GZIP.length + 5}`],
  ['the day list', { listedBytes: GZIP.length + 5 }, 'otherSize', `instead of ${GZIP.length + 5}`],
  ['the day list, shorter', { listedBytes: 1 }, 'otherSize', 'instead of 1'],
])('a file of another size than in %s is rejected', async (_name, told, kind, flaw) => {
  const damage = await damageOf([GZIP], told);
  expect(damage).toMatchObject({ kind, flaw: expect.stringContaining(flaw) as string });
});

test('an error of the source passes unchanged', async () => {
  const failure = new Error('the connection was cut');
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield GZIP.subarray(0, 10);
    await Promise.reject(failure);
  }
  await expect(contentOf(failing())).rejects.toBe(failure);
});

test('a reader who stops early closes the source', async () => {
  let isClosed = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of inPieces(GZIP, 10)) yield await Promise.resolve(chunk);
    } finally {
      isClosed = true;
    }
  }
  for await (const chunk of receiveDayFile(source())) {
    expect(chunk).toHaveLength(10);
    break;
  }
  expect(isClosed).toBe(true);
});

test('a source whose bytes are wrong from the start is not read to its end', async () => {
  let chunks = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      chunks += 1;
      yield await new Promise<Uint8Array>((resolve) => setImmediate(resolve, HTML));
    }
  }
  await expect(contentOf(endless())).rejects.toMatchObject({ kind: 'notGzip' });
  expect(chunks).toBeLessThan(10_000);
});

/** Gzip of `megabytes` of a text that repeats: a thousandth of its size. */
async function bomb(text: Buffer, megabytes: number): Promise<Uint8Array[]> {
  const megabyte = Buffer.alloc(1024 * 1024, text);
  const packed: Uint8Array[] = [];
  const gzip = createGzip({ level: 9 });
  const packing = (async () => {
    for await (const chunk of gzip) packed.push(chunk as Uint8Array);
  })();
  for (let count = 0; count < megabytes; count++) {
    await new Promise((resolve) => gzip.write(megabyte, resolve));
  }
  gzip.end();
  await packing;
  return packed;
}

test('a bomb of one endless line is given up at 16 MB', async () => {
  const chunks = await bomb(Buffer.from([0x20]), 64);
  expect(await damageOf(chunks)).toMatchObject({ kind: 'lineTooLong', flaw: 'line 1 is longer than 16777216 bytes' });
});

test('a file that unpacks to a thousand times its size is counted in the same memory', async () => {
  const chunks = await bomb(Buffer.from('{"a":"0123456789"}\n'.padStart(32)), 256);
  const before = process.memoryUsage().rss;
  const { content } = await receive(chunks);
  expect(content.records).toBe((256 * 1024 * 1024) / 32);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});
