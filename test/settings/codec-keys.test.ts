import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCodecKeys } from '../../src/settings/codec-keys';
import { readSettings } from '../../src/settings/settings';

const KEY = randomBytes(32).toString('base64');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dayhaul-keys-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(value: string | undefined, environment: Readonly<Record<string, string>> = {}) {
  const problems: string[] = [];
  const keys = readCodecKeys({ DAYHAUL_CODEC_KEYS: value, ...environment }, problems);
  return { ids: [...keys.keys()], keys: [...keys.values()], problems };
}

test('keys come from variables and files, in their order', () => {
  const file = join(folder, 'october');
  writeFileSync(file, `${KEY}\n`);
  const { ids, keys, problems } = read(`2026-11:env:NOVEMBER, 2026-10:file:${file}`, { NOVEMBER: KEY });
  expect({ ids, problems }).toEqual({ ids: ['2026-11', '2026-10'], problems: [] });
  expect(keys.map((key) => key.export().toString('base64'))).toEqual([KEY, KEY]);
  expect(read(undefined)).toMatchObject({ ids: [], problems: [] });
});

const FORM = 'DAYHAUL_CODEC_KEYS must be a list of id:env:NAME or id:file:/path, and never have the keys themselves.';
const LENGTH = 'is not 32 bytes in base64. Create a key: openssl rand -base64 32.';

test.each([
  [KEY, FORM],
  [`november:${KEY}`, FORM],
  ['env:NOVEMBER', FORM],
  ['november:env:NOVEMBER,', FORM],
  ['november:file:relative', FORM],
  ['november:env:NOTHING', 'DAYHAUL_CODEC_KEYS: key "november" (env:NOTHING) is empty or cannot be read.'],
  ['november:file:/no/such/file', 'DAYHAUL_CODEC_KEYS: key "november" (file:/no/such/file) is empty or cannot be read.'],
  ['november:env:SHORT', `DAYHAUL_CODEC_KEYS: key "november" ${LENGTH}`],
  ['november:env:HEX', `DAYHAUL_CODEC_KEYS: key "november" ${LENGTH}`],
  ['a:env:NOVEMBER,a:env:NOVEMBER', 'DAYHAUL_CODEC_KEYS has two keys with the id "a".'],
])('%s is refused in a sentence without a key', (value, problem) => {
  const environment = { NOVEMBER: KEY, SHORT: KEY.slice(4), HEX: randomBytes(32).toString('hex') };
  const { problems } = read(value, environment);
  expect(problems).toEqual([problem]);
  for (const secret of Object.values(environment)) expect(problems.join()).not.toContain(secret);
});

test('the worker reports them with its other settings', () => {
  expect(() => readSettings({ DAYHAUL_CODEC_KEYS: 'november:env:NOTHING' })).toThrow(/TWILIO_ACCOUNT_SID[^]*key "november"/);
});
