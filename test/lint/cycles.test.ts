import { exec } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const CONFIG = '.dependency-cruiser.mjs';

const TOPS = ['src', 'simulator', 'chaos', 'tools'];

async function scripts(): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { scripts: Record<string, string> }).scripts;
}

/** Runs a script of package.json in a folder; rejects with its output when it fails. */
async function run(script: string, cwd: string): Promise<void> {
  const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  await promisify(exec)((await scripts())[script] ?? '', { cwd, env: { ...process.env, PATH } });
}

test('a circle of types is told in each part of the tree, and imports one way are not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cycles-'));
  try {
    await copyFile(join(ROOT, CONFIG), join(folder, CONFIG));
    for (const top of TOPS) {
      await mkdir(join(folder, top));
      await writeFile(join(folder, top, 'one.ts'), "import type { A } from './a';\nexport type One = A;\n");
      await writeFile(join(folder, top, 'a.ts'), "import type { B } from './b';\nexport type A = B | 1;\n");
      await writeFile(join(folder, top, 'b.ts'), "import type { A } from './a';\nexport type B = A[];\n");
    }
    const failure = await run('cycles', folder).catch((error: unknown) => error as { stdout: string });
    const output = failure?.stdout ?? '';
    for (const top of TOPS) expect(output).toMatch(new RegExp(`no-cycle: ${top}/[ab]\\.ts →`));
    expect(output).not.toContain('one.ts');
    expect(output).toContain('These files import each other in a circle, types included.');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('lint looks for circles, too', async () => {
  expect((await scripts())['lint']).toContain('npm run --silent cycles');
});
