import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { devDependencies, version } from '../../package.json';
import { temporalTest } from '../support/temporal-test';

const ROOT = join(__dirname, '../..');
const execute = promisify(execFile);

/** What npm tells the programs that it runs is of this package, not of the one under test. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle|config_local|command)|INIT_CWD|DAYHAUL_COMMAND)/.test(name),
  ),
);

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-package-'));
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
  tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '');
});
afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

function run(command: string, args: readonly string[], cwd: string) {
  return execute(command, args, { cwd, env: ENVIRONMENT, timeout: 240_000, maxBuffer: 64 * 1024 * 1024 });
}

test('the tarball holds what runs, and nothing of the tests or benchmarks', async () => {
  const files = (await run('tar', ['-tzf', tarball], folder)).stdout.trim().split('\n');

  for (const file of [
    'lib/starter.js',
    'lib/worker.js',
    'lib/workflow-bundle.js',
    'lib/workflow-bundle-encrypting.js',
    'lib/up/main.js',
    'lib/demo/main.js',
    'lib/simulator/main.js',
    'tools/temporal-cli/go.sum',
    'README.md',
    'LICENSE',
  ]) {
    expect(files).toContain(`package/${file}`);
  }
  expect(files.filter((file) => /\.(ts|map)$|^package\/(lib\/)?(test|bench|chaos)\//.test(file))).toEqual([]);
  const missing = files.flatMap((file) => requiredBy(file).filter((required) => !files.includes(required)));
  expect(missing).toEqual([]);
});

/** The files of the package that one of its programs requires by a path. */
function requiredBy(file: string): string[] {
  if (!/^package\/lib\/.*\.js$/.test(file) || file.includes('workflow-bundle')) return [];
  const code = readFileSync(join(ROOT, file.replace('package/', '')), 'utf8');
  return [...code.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, path = '']) => {
    const required = posix.join(posix.dirname(file), path.replace(/\.js$/, ''));
    return existsSync(join(ROOT, required.replace('package/', ''), 'index.js')) ? `${required}/index.js` : `${required}.js`;
  });
}

temporalTest(
  'installed in an empty folder, npx dayhaul demo runs on run-time dependencies alone',
  async () => {
    const place = join(folder, 'empty');
    await mkdir(place);
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], place);
    const installed = Object.keys(devDependencies).filter((name) => existsSync(join(place, 'node_modules', name)));
    expect(installed).not.toContain('typescript');
    expect(installed).not.toContain('jest');

    expect((await run('npx', ['dayhaul', '--version'], place)).stdout).toBe(`${version}\n`);
    const { stdout } = await run('npx', ['dayhaul', 'demo'], place);
    expect(stdout).toContain('1094 of 1095 days complete (1093 delivered, 1 empty), 1 missing');
    expect(stdout).toContain('\n  npx dayhaul demo --stay\n');
  },
  300_000,
);
