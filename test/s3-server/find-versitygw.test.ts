import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findVersitygw } from '../../tools/s3-server/find-versitygw';
import { FakePrograms } from '../temporal-server/fake-programs';

const ANSWERS = 'echo "Version  : 1.8.0"';
const WORKING_GO = `echo '#!/bin/sh' > "$GOBIN/versitygw"; echo 'echo built' >> "$GOBIN/versitygw"; /bin/chmod +x "$GOBIN/versitygw"`;

let fakes: FakePrograms;
let cached: string;

beforeEach(async () => {
  fakes = await FakePrograms.create();
  cached = join(fakes.homeFolder, '.cache', 'dayhaul', 'versitygw-1.8.0');
});

afterEach(() => fakes.remove());

function find(environment: Record<string, string> = {}, onProgress?: (line: string) => void) {
  return findVersitygw({
    environment: { ...fakes.environment, ...environment },
    homeFolder: fakes.homeFolder,
    ...(onProgress && { onProgress }),
  });
}

test('a versitygw named by DAYHAUL_VERSITYGW goes before all others', async () => {
  await fakes.install('versitygw', ANSWERS);
  const named = await fakes.install('mine', ANSWERS, fakes.homeFolder);
  expect(await find({ DAYHAUL_VERSITYGW: named })).toBe(named);
});

test('a named one that does not run is an error, although another is installed', async () => {
  await fakes.install('versitygw', ANSWERS);
  await expect(find({ DAYHAUL_VERSITYGW: '/nonexistent' })).rejects.toThrow('/nonexistent could not be run');
});

test('versitygw on the PATH goes before the cache, and the cache before a build', async () => {
  await fakes.install('go', WORKING_GO);
  await fakes.install('versitygw-1.8.0', ANSWERS, dirname(cached));
  expect(await find()).toBe(cached);
  const onPath = await fakes.install('versitygw', ANSWERS);
  expect(await find()).toBe(onPath);
});

test('a build says that it takes minutes, and is in the cache from then on', async () => {
  await fakes.install('go', WORKING_GO);
  const progress: string[] = [];
  expect(await find({}, (line) => progress.push(line))).toBe(cached);
  expect(progress).toEqual(['Building versitygw, this takes one to three minutes, once']);
  expect(await find({}, (line) => progress.push(line))).toBe(cached);
  expect(progress).toHaveLength(1);
  expect(await readdir(dirname(cached))).toEqual(['versitygw-1.8.0']);
});

test('an interrupted build leaves nothing behind', async () => {
  await fakes.install('go', 'echo half > "$GOBIN/versitygw"; kill -KILL $$');
  await expect(find()).rejects.toThrow('the build with Go: ');
  expect(await readdir(dirname(cached))).toEqual([]);
});

test('when nothing works the error names each step, its reason and what to install', async () => {
  await expect(find()).rejects.toThrow(
    `There is no versitygw to test S3 with (versitygw on the PATH: there is none; the cache: there is no ${cached}; ` +
      'the build with Go: there is no go on the PATH). Install Go 1.24 or newer, or set DAYHAUL_VERSITYGW to its path.',
  );
});
