import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMutant } from '../../chaos/build-mutant';
import { MUTANTS } from '../../chaos/mutants';

const ROOT = join(__dirname, '../..');

test.each(MUTANTS.flatMap(({ name, edits }) => edits.map((edit) => [name, edit] as const)))(
  'the mutant %s still fits the code, and only one place of it',
  async (_name, { file, search }) => {
    const code = await readFile(join(ROOT, 'lib', file), 'utf8');
    expect(code.split(search)).toHaveLength(2);
  },
);

test('each mutant is told with the seed that catches it, if there is one, and no other mutant is', async () => {
  const page = await readFile(join(ROOT, 'docs/reliability.md'), 'utf8');
  const told = [...page.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (\d+|–) +\|$/gm)].map(([, ...cells]) => cells);
  expect(told).toEqual(MUTANTS.map(({ name, does, caughtBy }) => [name, does, String(caughtBy ?? '–')]));
});

test('a mutant that does not fit fails, and leaves the build alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-mutant-'));
  try {
    const lib = join(folder, 'lib');
    await mkdir(lib);
    await writeFile(join(folder, 'package.json'), '{}');
    await writeFile(join(lib, 'worker.js'), 'work(); work();');
    const mutant = {
      name: 'lazy',
      caughtBy: 1,
      does: 'does not work',
      edits: [{ file: 'worker.js', search: 'work();', replace: '' }],
    };
    await expect(buildMutant(lib, mutant)).rejects.toThrow('worker.js has "work();" 2 times, not once.');
    expect(await readFile(join(lib, 'worker.js'), 'utf8')).toBe('work(); work();');
  } finally {
    await rm(folder, { recursive: true });
  }
});
