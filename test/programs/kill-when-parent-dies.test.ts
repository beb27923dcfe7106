import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFile } from '@swc/core';

const SOURCE = join(__dirname, '../../tools/programs/kill-when-parent-dies.ts');

/** Its guarded child shares its standard output, which therefore closes when both are gone. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const { killWhenParentDies } = require('./kill-when-parent-dies');
  const child = spawn('/bin/sleep', ['60'], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] });
  killWhenParentDies(child.pid).then(() => console.log(child.pid));
`;

test('a guarded process does not outlive a parent that was killed with SIGKILL', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-guard-'));
  try {
    const { code } = await transformFile(SOURCE, {
      module: { type: 'commonjs' },
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    });
    await writeFile(join(folder, 'kill-when-parent-dies.js'), code);
    await writeFile(join(folder, 'parent.js'), PARENT);
    const parent = spawn(process.execPath, [join(folder, 'parent.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    expect(process.kill(Number(line.toString()), 0)).toBe(true);

    parent.kill('SIGKILL');

    await once(parent, 'close');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 20_000);
