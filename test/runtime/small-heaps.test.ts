import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SMALL_HEAPS = join(__dirname, '../../lib/runtime/small-heaps.js');

/** Fill the young space again and again, and print its size in MiB. */
const CHURN = `
  let kept = [];
  for (let n = 0; n < 5e6; n++) kept = kept.length > 60_000 ? [] : (kept.push({ n, in: [n] }), kept);
  const space = require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  console.log(space.physical_space_size / 2 ** 20);
`;

async function printedBy(script: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
  return Number(stdout);
}

test('the young space of a worker stays small, also after a thread has started', async () => {
  const afterThread = (then: string) =>
    `new (require('node:worker_threads').Worker)('', { eval: true }).once('exit', () => { ${then}; ${CHURN} })`;
  expect(await printedBy(CHURN)).toBeGreaterThan(20);
  expect(await printedBy(`const small = require('${SMALL_HEAPS}'); ${afterThread('small.keepYoungSpace()')}`)).toBeLessThan(5);
});

test('the young space of a thread stays small', async () => {
  const inThread = `new (require('node:worker_threads').Worker)(${JSON.stringify(CHURN)}, { eval: true })`;
  expect(await printedBy(inThread)).toBeGreaterThan(20);
  expect(await printedBy(`require('${SMALL_HEAPS}'); ${inThread}`)).toBeLessThan(5);
});
