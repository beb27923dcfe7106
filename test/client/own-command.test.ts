import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findOwnName } from '../../src/client/own-command';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';

const execute = promisify(execFile);
const ROOT = join(__dirname, '../..');
const ENTRY = join(ROOT, 'lib/starter.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-own-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A file that can be run, or a link to one. */
async function program(path: string, target?: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  if (target === undefined) {
    await writeFile(file, '');
    await chmod(file, 0o755);
  } else await symlink(target, file);
  return file;
}

describe('an installation is called', () => {
  test('by its name where the PATH has it', async () => {
    const entry = await program('dayhaul/lib/starter.js');
    await program('bin/dayhaul', entry);

    expect(findOwnName(entry, folder, `/nonexistent:${join(folder, 'bin')}`)).toBe('dayhaul');
  });

  test('by its path where the PATH has another one', async () => {
    const entry = await program('dayhaul/lib/starter.js');
    await program('bin/dayhaul', entry);
    await program('other/dayhaul');

    const path = `${join(folder, 'other')}:${join(folder, 'bin')}`;
    expect(findOwnName(entry, folder, path)).toBe(`node ${entry}`);
  });

  test('by npx in a checkout and below, although npm extends the PATH', async () => {
    const entry = await program('dayhaul/lib/starter.js');
    await program('dayhaul/package.json');
    await program('npx/node_modules/.bin/dayhaul', entry);
    await mkdir(join(folder, 'dayhaul/docs'));

    const path = join(folder, 'npx/node_modules/.bin');
    expect(findOwnName(entry, join(folder, 'dayhaul/docs'), path)).toBe('npx dayhaul');
    expect(findOwnName(entry, folder, path)).toBe(`node ${entry}`);
  });

  test('by npx where it is installed, but not in another package below', async () => {
    const entry = await program('node_modules/dayhaul/lib/starter.js');
    await program('node_modules/.bin/dayhaul', entry);
    await mkdir(join(folder, 'data'));
    await program('theirs/package.json');
    await program('theirs/node_modules/.bin/dayhaul');

    expect(findOwnName(entry, join(folder, 'data'), '')).toBe('npx dayhaul');
    expect(findOwnName(entry, join(folder, 'theirs'), '')).toBe(`node ${entry}`);
  });

  test('by its path elsewhere, quoted for a shell where necessary', async () => {
    const entry = await program("Ana's dayhaul/lib/starter.js");

    expect(findOwnName(entry, '/', '')).toBe(`node '${entry.replace("'", `'\\''`)}'`);
  });
});

describe('the first example of the help can be typed where it was printed', () => {
  test.each([
    ['in the checkout', 'npx dayhaul', () => ({ cwd: ROOT, path: '' })],
    ['in another folder', `node ${ENTRY}`, () => ({ cwd: folder, path: '' })],
    ['with dayhaul on the PATH', 'dayhaul', () => ({ cwd: folder, path: `${join(folder, 'bin')}:` })],
  ])('%s', async (_where, name, place) => {
    await program('bin/dayhaul', ENTRY);
    const { cwd, path } = place();
    const env = isolatedEnvironment({ PATH: `${path}${process.env['PATH'] ?? ''}` });
    const help = await execute(process.execPath, [ENTRY, 'export', '--help'], { cwd, env });
    const example = /Examples:\n {2}(.*)/.exec(help.stdout)?.[1] ?? '';

    expect(example).toBe(`${name} export --resource-type Messages --from 2024-01-01 --to 2024-03-31 --plan`);
    const plan = await execute('/bin/sh', ['-c', example], { cwd, env });
    expect(plan.stdout).toContain('Plan (nothing started)');
  });
});
