import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  cachedTestServerPath,
  findTestServer,
  type FindTestServerOptions,
} from '../../tools/time-skipping-server/find-test-server';
import { tryTestServer } from '../../tools/time-skipping-server/try-test-server';
import { FakePrograms } from './fake-programs';

/** Takes the name of a folder from -DoutputDirectory, and leaves a jar there. */
const WORKING_MAVEN = `for word; do case "$word" in -DoutputDirectory=*) folder="\${word#*=}";; esac; done
/bin/mkdir -p "$folder" && echo jar > "$folder/server.jar"`;

let fakes: FakePrograms;
let cached: string;

beforeEach(async () => {
  fakes = await FakePrograms.create();
  cached = cachedTestServerPath('1.39.0', fakes.environment, fakes.homeFolder);
});

afterEach(() => fakes.remove());

function find(options: FindTestServerOptions = {}) {
  return findTestServer({
    environment: fakes.environment,
    homeFolder: fakes.homeFolder,
    download: () => Promise.reject(new Error('no network')),
    tryOut: (path) => (existsSync(path) ? Promise.resolve() : Promise.reject(new Error(`no ${path}`))),
    ...options,
  });
}

async function installInCache(): Promise<void> {
  await fakes.install('temporal-test-server', 'exit 0', dirname(cached));
}

test('a test server named by DAYHAUL_TEMPORAL_TEST_SERVER goes before all others', async () => {
  await installInCache();
  const path = await fakes.install('my-server', 'exit 0', fakes.homeFolder);
  const environment = { ...fakes.environment, DAYHAUL_TEMPORAL_TEST_SERVER: path };

  expect(await find({ environment })).toEqual({ path, source: 'DAYHAUL_TEMPORAL_TEST_SERVER' });
});

test('a named test server that does not work is an error, although another is there', async () => {
  await installInCache();
  const environment = { ...fakes.environment, DAYHAUL_TEMPORAL_TEST_SERVER: '/nowhere/server' };

  await expect(find({ environment })).rejects.toThrow('  - DAYHAUL_TEMPORAL_TEST_SERVER: no /nowhere/server');
});

test('the cache goes before the download and Maven', async () => {
  await installInCache();
  await fakes.install('mvn', WORKING_MAVEN);

  expect(await find()).toEqual({ path: cached, source: 'the cache' });
});

test('a download goes before Maven and is in the cache from then on', async () => {
  await fakes.install('mvn', WORKING_MAVEN);
  const download = jest.fn(installInCache);

  expect(await find({ download })).toEqual({ path: cached, source: 'the download by the Temporal SDK' });
  expect(await find({ download })).toEqual({ path: cached, source: 'the cache' });
  expect(download.mock.calls).toEqual([['temporal-test-server', '1.39.0', cached]]);
});

test('what Maven fetched is in the cache from then on, with a script that runs it', async () => {
  await fakes.install('mvn', WORKING_MAVEN);
  await fakes.install('java', 'exit 0');
  const progress: string[] = [];

  expect(await find({ onProgress: (line) => progress.push(line) })).toEqual({ path: cached, source: 'the jars by Maven' });
  expect(progress).toEqual([
    "Downloading Temporal's test server 1.39.0",
    "Fetching Temporal's test server with Maven, 40 MB, once",
  ]);
  expect(await readdir(dirname(cached))).toEqual(['jars', 'temporal-test-server']);
  expect(await readFile(cached, 'utf8')).toContain('exec java');
  expect(await find()).toMatchObject({ source: 'the cache' });
});

test('a cached test server that does not work is fetched again', async () => {
  await fakes.install('mvn', WORKING_MAVEN);
  await fakes.install('java', 'exit 0');
  await installInCache();
  const tryOut = jest.fn().mockRejectedValueOnce(new Error('a jar is missing')).mockResolvedValue(undefined);

  expect(await find({ tryOut })).toEqual({ path: cached, source: 'the jars by Maven' });
});

test('an interrupted Maven leaves nothing behind', async () => {
  await fakes.install('mvn', `${WORKING_MAVEN}; kill -KILL $$`);
  await fakes.install('java', 'exit 0');

  await expect(find()).rejects.toThrow('the jars by Maven');

  expect(await readdir(dirname(dirname(cached)))).toEqual([]);
});

test('when nothing works the error names each step, its reason and what to install', async () => {
  await expect(find()).rejects.toThrow(
    [
      'There is no time-skipping test server of Temporal. Tried:',
      `  - the cache: there is no ${cached}`,
      '  - the download by the Temporal SDK: no network',
      '  - the jars by Maven: there is no mvn on the PATH',
      'Install Java and Maven, or set DAYHAUL_TEMPORAL_TEST_SERVER to the path of a test server.',
    ].join('\n'),
  );
});

test('a test server is tried out by a start, and its last words tell why it does not work', async () => {
  const path = await fakes.install('server', 'echo "no memory" >&2; exit 3');

  await expect(tryTestServer(path)).rejects.toThrow(`${path}: it ended before it answered\nno memory`);
});
