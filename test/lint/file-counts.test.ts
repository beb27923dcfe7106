import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

const MOST_FILES = 15;
/** `src` itself holds only what is started, and the version. */
const MOST_LOOSE_FILES = 4;

/** A sentence for each folder that holds too many files side by side. */
function crowdedFolders(files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts].flatMap(([folder, count]) => {
    const most = folder === 'src' ? MOST_LOOSE_FILES : MOST_FILES;
    if (count <= most) return [];
    return `${folder} holds ${count} files, at most ${most}: move those of one subject to a folder of their own.`;
  });
}

async function filesOf(top: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, top), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
}

function planted(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}/file-${index}.ts`);
}

test('no folder holds too many files side by side', async () => {
  const files = (await Promise.all(['src', 'simulator', 'chaos', 'tools'].map(filesOf))).flat();
  expect(files).toEqual(expect.arrayContaining(['src/worker.ts', 'chaos/main.ts', 'tools/bundle-workflows.ts']));
  expect(crowdedFolders(files)).toEqual([]);
});

test('a sixteenth file in a folder is told, and a fifth loose one in src', () => {
  const full = [...planted('src', 4), ...planted('src/cli', 15)];
  expect(crowdedFolders(full)).toEqual([]);
  expect(crowdedFolders([...full, 'src/cli/one-more.ts', 'src/one-more.ts'])).toEqual([
    'src holds 5 files, at most 4: move those of one subject to a folder of their own.',
    'src/cli holds 16 files, at most 15: move those of one subject to a folder of their own.',
  ]);
});
