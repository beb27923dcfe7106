import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../tools/programs/run-command';
import type { Edit, Mutant } from './mutants';

const BUNDLE_LIMIT_MS = 120_000;

const NOT_COPIED = ['mutants', 'chaos', 'simulator', 'demo', 'up'];

/**
 * A copy of the build with a mutant's edits, in a folder of its own below it, so that it finds the same packages. Throws when an
 * edit does not fit exactly once: then the mutant is no longer the one it was.
 * @returns the folder of the copied build
 */
export async function buildMutant(lib: string, mutant: Mutant): Promise<string> {
  const folder = join(lib, 'mutants', mutant.name);
  const copy = join(folder, 'lib');
  await rm(folder, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  await cp(join(lib, '..', 'package.json'), join(folder, 'package.json'));
  for (const part of await readdir(lib)) {
    if (!NOT_COPIED.includes(part)) await cp(join(lib, part), join(copy, part), { recursive: true });
  }
  for (const edit of mutant.edits) await applyEdit(copy, edit);
  await runCommand(process.execPath, [join(copy, 'tools', 'bundle-workflows.js')], { timeLimit: BUNDLE_LIMIT_MS });
  return copy;
}

async function applyEdit(lib: string, { file, search, replace }: Edit): Promise<void> {
  const path = join(lib, file);
  const before = await readFile(path, 'utf8');
  const found = before.split(search).length - 1;
  if (found !== 1) throw new Error(`${file} has "${search}" ${found} times, not once.`);
  await writeFile(
    path,
    before.replace(search, () => replace),
  );
}
