import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresql } from '../../tools/temporal-cluster/find-postgresql';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dayhaul-postgresql-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Make the programs of a PostgreSQL in a folder below the test's own; returns its path. */
function install(...names: readonly string[]): string {
  const path = join(folder, ...names);
  mkdirSync(path, { recursive: true });
  for (const program of ['initdb', 'postgres']) writeFileSync(join(path, program), '#!/bin/sh\n', { mode: 0o755 });
  return path;
}

test('the PostgreSQL on the PATH is taken before a packaged one', async () => {
  const own = install('own');
  install('debian', '17', 'bin');
  const { initdb, postgres } = await findPostgresql({ PATH: own }, join(folder, 'debian'));
  expect([initdb, postgres]).toEqual([join(own, 'initdb'), join(own, 'postgres')]);
});

test('of packaged ones the newest is taken', async () => {
  install('debian', '9.6', 'bin');
  const newest = install('debian', '15', 'bin');
  install('debian', '13', 'bin');
  expect(await findPostgresql({ PATH: '' }, join(folder, 'debian'))).toMatchObject({ initdb: join(newest, 'initdb') });
});

test('without any, the error says how to get one', async () => {
  const search = findPostgresql({ PATH: folder }, join(folder, 'debian'));
  await expect(search).rejects.toThrow('There is no initdb. Install PostgreSQL (Debian: apt-get install postgresql).');
});
