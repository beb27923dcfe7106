import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isolatedEnvironment } from '../../../tools/programs/isolated-environment';

const STARTER = join(__dirname, '../../../lib/starter.js');

/** `script` of util-linux runs a command on a terminal; its own input stays open, as that of a person. */
const hasScript = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

test('after the answer the command ends', async () => {
  if (!hasScript) {
    if (process.env['CI'] === 'true') throw new Error('There is no script of util-linux.');
    process.stderr.write('Skipped: a confirmation on a terminal. There is no script of util-linux.\n');
    return;
  }
  const command = `${process.execPath} ${STARTER} quota close`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: isolatedEnvironment({ DAYHAUL_ACCOUNT: 'a', TERM: 'xterm' }),
  });
  let shown = '';
  child.stdout.on('data', (text: Buffer) => {
    shown += text.toString();
    if (shown.endsWith('[y/N] ')) child.stdin.write('n\r');
  });
  const stuck = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(stuck);
  expect(shown).toContain('Not confirmed. Nothing was changed.');
  expect(code).toBe(1);
}, 30_000);
