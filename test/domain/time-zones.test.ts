import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { transformFileSync } from '@swc/core';
import type { ZoneDigest } from './support/zone-digest';

const ROOT = join(__dirname, '../..');
const ZONES = ['Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'];

let folder: string;
let digests: Readonly<Record<string, ZoneDigest>>;

// a process keeps the time zone it was started with, so every zone gets one of its own, running plain JavaScript
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dayhaul-zones-'));
  const domain = readdirSync(join(ROOT, 'src/domain'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src/domain', file));
  for (const file of [...domain, 'test/domain/support/zone-digest.ts']) compile(file);
  const zones = ['UTC', ...ZONES];
  const told = await Promise.all(zones.map(digestIn));
  digests = Object.fromEntries(zones.map((zone, index) => [zone, told[index]!]));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(ZONES)('in %s', (zone) => {
  test('days are counted as in UTC, from 1900 to 2100', () => {
    expect(digests[zone]?.arithmetic).toBe(digests['UTC']?.arithmetic);
  });

  test('an export is planned, recorded and described as in UTC', () => {
    expect(digests[zone]?.work).toBe(digests['UTC']?.work);
  });

  test('local time is another, or this test would prove nothing', () => {
    expect(digests[zone]?.localTime).not.toBe(digests['UTC']?.localTime);
  });
});

async function digestIn(zone: string): Promise<ZoneDigest> {
  const script = join(folder, 'test/domain/support/zone-digest.js');
  const env = { ...process.env, TZ: zone, NODE_PATH: join(ROOT, 'node_modules') };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  return JSON.parse(stdout) as ZoneDigest;
}

function compile(file: string): void {
  const { code } = transformFileSync(join(ROOT, file), {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const target = join(folder, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code);
}
