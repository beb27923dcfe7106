import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../tools/temporal-server/run-command';
import type { Mutant } from './mutants';

const BUNDLE_LIMIT_MS = 120_000;

const NOT_COPIED = ['mutants', 'chaos', 'simulator', 'demo', 'up'];

/**
 * A copy of the build with a mutant's edits, in a folder of its own below it, so that it finds the same packages.
 * Throws when an edit does not fit exactly once: then the mutant is no longer the one it was.
 */
export async function buildMutant(lib: string, mutant: Mutant): Promise<string> {
  const copy = join(lib, 'mutants', mutant.name);
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  for (const part of await readdir(lib)) {
    if (!NOT_COPIED.includes(part)) await cp(join(lib, part), join(copy, part), { recursive: true });
  }
  for (const { file, search, replace } of mutant.edits) {
    const path = join(copy, file);
    const before = await readFile(path, 'utf8');
    const found = before.split(search).length - 1;
    if (found !== 1)
      throw new Error(`Mutant ${mutant.name}: ${file} has "${search}" ${found} times, not once.`);
    await writeFile(
      path,
      before.replace(search, () => replace),
    );
  }
  await runCommand(process.execPath, [join(copy, 'tools', 'bundle-workflows.js')], {
    timeLimit: BUNDLE_LIMIT_MS,
  });
  return copy;
}
