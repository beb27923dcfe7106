import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const LIB = join(__dirname, '../../lib');

/** How much time a Node process may take for the help, as a multiple of one that does nothing. */
const MOST_TIMES = 6;

/** The CPU time of a Node process, seconds: wall time would tell of the machine's other work. */
async function cpuTime(...args: string[]): Promise<number> {
  const script = '"$@" > /dev/null; times';
  const { stdout } = await execute('bash', ['-c', script, 'bash', process.execPath, ...args]);
  const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  expect(times).toHaveLength(2);
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[(values.length - 1) / 2]!;
}

test(`the help takes less than ${MOST_TIMES} times the time of a process that does nothing`, async () => {
  const nothing: number[] = [];
  const help: number[] = [];
  for (let run = 0; run < 7; run++) {
    nothing.push(await cpuTime('-e', '0'));
    help.push(await cpuTime(join(LIB, 'starter.js'), '--help'));
  }
  expect(median(help) / median(nothing)).toBeLessThan(MOST_TIMES);
});

/** The packages that a script has loaded when the process ends. */
async function packagesLoadedBy(script: string): Promise<Set<string>> {
  const tell = `process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));`;
  const { stderr } = await execute(process.execPath, ['-e', `${tell}\n${script}`]);
  const files = JSON.parse(stderr) as string[];
  return new Set(files.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
}

test('the help loads commander alone', async () => {
  const starter = join(LIB, 'starter.js');
  const script = `process.argv = ['', '', '--help']; require(${JSON.stringify(starter)});`;

  expect([...(await packagesLoadedBy(script))]).toEqual(['commander']);
});

test('no command but worker loads the native worker', async () => {
  const script = `
    const { createProgram, defineCommand } = require(${JSON.stringify(join(LIB, 'cli/create-program.js'))});
    Promise.all(createProgram().commands.map(defineCommand));`;
  const loaded = await packagesLoadedBy(script);

  expect(loaded).toContain('@temporalio/client');
  expect(loaded).toContain('@aws-sdk/client-s3');
  expect(loaded).not.toContain('@temporalio/worker');
  expect(loaded).not.toContain('@temporalio/core-bridge');
});
