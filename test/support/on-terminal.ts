import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';

const STARTER = join(__dirname, '../../lib/starter.js');
const END_WITHIN_MS = 60_000;

/** `script` of util-linux runs a command on a terminal; its own input stays open, as that of a person. */
const hasScript = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

/**
 * Run the starter on a terminal to its end, and answer its question after `whenAsked`.
 *
 * @returns undefined without `script`, which is a failure in CI only
 */
export async function onTerminal(
  commandLine: string,
  answer: string,
  settings: Readonly<Record<string, string>>,
  whenAsked: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ readonly shown: string; readonly exitCode: number | null } | undefined> {
  if (!hasScript) {
    if (process.env['CI'] === 'true') throw new Error('There is no script of util-linux.');
    process.stderr.write('Skipped: a confirmation on a terminal. There is no script of util-linux.\n');
    return undefined;
  }
  const command = `${process.execPath} ${STARTER} ${commandLine}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: isolatedEnvironment({ ...settings, TERM: 'xterm' }),
  });
  let shown = '';
  child.stdout.on('data', (text: Buffer) => {
    shown += text.toString();
    if (shown.endsWith('[y/N] ')) void whenAsked().then(() => child.stdin.write(`${answer}\r`));
  });
  const stuck = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearTimeout(stuck);
  return { shown, exitCode };
}
