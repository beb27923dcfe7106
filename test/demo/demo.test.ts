import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, type Program } from '../../tools/programs/start-program';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';

const DEMO = join(__dirname, '../../lib/demo/main.js');

function startDemo(): Promise<Program> {
  return startProgram(DEMO, [], { env: process.env });
}

/** Whether a process no longer exists. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    () => true,
    () => false,
  );
}

/** The end of the demo in the README. */
function expectedByReadme(): string[] {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const block = readme.split('it ends like this:')[1]?.split('```')[1] ?? '';
  const lines = block.split('\n').filter((line) => /^(Requested|Days)/.test(line));
  expect(lines).toHaveLength(2);
  return lines;
}

test('the demo exports three years in about a minute and prints the report of the simulated Twilio', async () => {
  const startedMs = performance.now();
  const demo = await startDemo();

  expect(await demo.exit).toBe(0);
  expect(performance.now() - startedMs).toBeLessThan(150_000);
  expect(demo.stdout()).toContain('1094 of 1095 days complete (1093 delivered, 1 empty), 1 missing');
  expect(demo.stdout()).toContain('Missing: 2023-02-28 (failed, 3 attempts)');
  expect(demo.stdout()).toContain('Requested 1100 days, none twice');
  expect(demo.stdout()).toContain('0 calls before the end of a Retry-After');
  for (const line of expectedByReadme()) expect(demo.stdout()).toContain(line);
  expect(demo.stderr()).toBe('');
}, 180_000);

test('Ctrl-C in the middle of the demo leaves nothing running', async () => {
  const demo = await startDemo();
  const text = await eventually(
    () => demo.stdout(),
    (output) => output.includes('open jobs'),
    60_000,
  );
  const ui = /Temporal UI\s+(http:\S+)/.exec(text)?.[1] ?? '';
  expect(await answers(ui)).toBe(true);
  demo.kill('SIGINT');

  expect(await demo.exit).toBe(130);
  expect(demo.stdout()).toContain('No processes are left running');
  expect(demo.stdout()).not.toContain('Planned faults');
  expect(await answers(ui)).toBe(false);
  expect(isGone(demo.pid)).toBe(true);
});
