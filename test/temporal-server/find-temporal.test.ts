import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cachedCliPath, findTemporal, type FindTemporalOptions } from '../../tools/temporal-server/find-temporal';
import { readPinnedCli } from '../../tools/temporal-server/read-pinned-cli';
import { FakePrograms, temporalScript } from './fake-programs';

const GO_UP_TO_OUTPUT = 'while [ "$1" != -o ]; do shift; done';
const WORKING_GO = `${GO_UP_TO_OUTPUT}
echo '#!/bin/sh' > "$2"; echo 'echo "temporal version built (Server 1.31.2)"' >> "$2"; /bin/chmod +x "$2"`;
const INTERRUPTED_GO = `${GO_UP_TO_OUTPUT}; echo half > "$2"; kill -KILL $$`;

let fakes: FakePrograms;
let cached: string;

beforeEach(async () => {
  fakes = await FakePrograms.create();
  const { version } = await readPinnedCli();
  cached = cachedCliPath(version, fakes.environment, fakes.homeFolder);
});

afterEach(() => fakes.remove());

function find(options: FindTemporalOptions = {}) {
  return findTemporal({
    environment: fakes.environment,
    homeFolder: fakes.homeFolder,
    download: () => Promise.reject(new Error('no network')),
    ...options,
  });
}

async function installInCache(version: string): Promise<void> {
  await fakes.install(basename(cached), temporalScript(version), dirname(cached));
}

test('a Temporal CLI named by DAYHAUL_TEMPORAL_CLI goes before all others', async () => {
  await fakes.install('temporal', temporalScript('on the PATH'));
  const path = await fakes.install('my-temporal', temporalScript('named'), fakes.homeFolder);

  expect(await find({ environment: { ...fakes.environment, DAYHAUL_TEMPORAL_CLI: path } })).toEqual({
    path,
    source: 'DAYHAUL_TEMPORAL_CLI',
    version: 'temporal version named (Server 1.31.2, UI 2.50.1)',
  });
});

test('a named Temporal CLI that is not executable is an error, although another is installed', async () => {
  await fakes.install('temporal', temporalScript('on the PATH'));
  const path = join(fakes.homeFolder, 'notes.txt');
  await writeFile(path, 'not a program');

  await expect(find({ environment: { ...fakes.environment, DAYHAUL_TEMPORAL_CLI: path } })).rejects.toThrow(
    `DAYHAUL_TEMPORAL_CLI names ${path}, which is not an executable file.`,
  );
});

test('temporal on the PATH goes before the cache', async () => {
  const path = await fakes.install('temporal', temporalScript('on the PATH'));
  await installInCache('cached');

  expect(await find()).toMatchObject({ path, source: 'temporal on the PATH' });
});

test.each([
  ['is too old', temporalScript('1.0.0', '1.24.2')],
  ['is another program of that name', 'echo "time converter 2.0"'],
  ['fails', 'exit 3'],
])('a temporal on the PATH that %s is passed over', async (_fault, script) => {
  await fakes.install('temporal', script);
  await installInCache('cached');

  expect(await find()).toMatchObject({ path: cached, source: 'the cache' });
});

test('a temporal on the PATH that does not answer in time is passed over', async () => {
  await fakes.install('temporal', 'exec /bin/sleep 60');
  await installInCache('cached');

  expect(await find({ versionTimeLimit: 300 })).toMatchObject({ source: 'the cache' });
});

test('the cache goes before the download and the build', async () => {
  await fakes.install('go', WORKING_GO);
  await installInCache('cached');

  expect(await find()).toMatchObject({ path: cached, version: 'temporal version cached (Server 1.31.2, UI 2.50.1)' });
});

test('the cache follows an absolute XDG_CACHE_HOME only', () => {
  expect(cachedCliPath('1.0.0', { XDG_CACHE_HOME: '/var/cache' }, '/home/me')).toBe('/var/cache/dayhaul/temporal-1.0.0');
  expect(cachedCliPath('1.0.0', { XDG_CACHE_HOME: 'cache' }, '/home/me')).toBe('/home/me/.cache/dayhaul/temporal-1.0.0');
});

test('a download goes before the build and is in the cache from then on', async () => {
  await fakes.install('go', WORKING_GO);
  const download = jest.fn(async (_program: string, version: string) => {
    await installInCache(`${version}, downloaded`);
  });

  expect(await find({ download })).toMatchObject({ path: cached, source: 'the download by the Temporal SDK' });
  expect(await find({ download })).toMatchObject({ path: cached, source: 'the cache' });
  expect(download.mock.calls).toEqual([['temporal', '1.8.2', cached]]);
});

test('a build says that it takes minutes and is in the cache from then on', async () => {
  await fakes.install('go', WORKING_GO);
  const progress: string[] = [];

  expect(await find({ onProgress: (line) => progress.push(line) })).toMatchObject({
    path: cached,
    source: 'the build with Go',
    version: 'temporal version built (Server 1.31.2)',
  });
  expect(progress).toEqual(['Downloading the Temporal CLI 1.8.2', 'Building the Temporal CLI, this takes 3 to 8 minutes, once']);
  expect(await find()).toMatchObject({ source: 'the cache' });
});

test('two builds at once both end with the one file', async () => {
  await fakes.install('go', WORKING_GO);

  const found = await Promise.all([find(), find()]);

  expect(found.map(({ path }) => path)).toEqual([cached, cached]);
  expect(await readdir(dirname(cached))).toEqual([basename(cached)]);
});

test('a cached file that does not work is built again', async () => {
  await fakes.install('go', WORKING_GO);
  await fakes.install(basename(cached), 'exit 1', dirname(cached));

  expect(await find()).toMatchObject({ path: cached, source: 'the build with Go' });
});

test('an interrupted build leaves nothing behind', async () => {
  await fakes.install('go', INTERRUPTED_GO);

  await expect(find()).rejects.toThrow('the build with Go');

  expect(existsSync(cached)).toBe(false);
  expect(await readdir(dirname(cached))).toEqual([]);
});

test('when nothing works the error names each step, its reason and what to install', async () => {
  await fakes.install('temporal', 'echo "cannot start" >&2; exit 3');

  await expect(find()).rejects.toThrow(
    [
      'There is no Temporal CLI to run a Temporal server with. Tried:',
      '  - DAYHAUL_TEMPORAL_CLI: not set',
      `  - temporal on the PATH: ${join(fakes.binFolder, 'temporal')} ended with code 3: cannot start`,
      `  - the cache: there is no ${cached}`,
      '  - the download by the Temporal SDK: no network',
      '  - the build with Go: there is no go on the PATH',
      'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.21 or newer (https://go.dev/dl),',
      'or set DAYHAUL_TEMPORAL_CLI to the path of a Temporal CLI.',
    ].join('\n'),
  );
});
