import { join } from 'node:path';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import { temporalTest as test } from '../support/temporal-test';

jest.setTimeout(300_000);

async function run(message: string): Promise<{ exitCode: number | null; told: string }> {
  const chaos = await startProgram(join(__dirname, '../../lib/chaos/main.js'), message.split(' '), {
    env: isolatedEnvironment({}),
  });
  const exitCode = await chaos.exit;
  return { exitCode, told: chaos.stderr() + chaos.stdout() };
}

test('four seeds break no promise', async () => {
  const { exitCode, told } = await run('--seeds 4 --from-seed 1 --parallel 1');
  expect(told).toContain('4 seeds in');
  expect(told).not.toContain('VIOLATED');
  expect(exitCode).toBe(0);
});

test('a seed catches the code that does not count its attempts', async () => {
  const { exitCode, told } = await run('--seeds 1 --from-seed 1 --mutant attempts-uncounted --parallel 1');
  expect(told).toContain('VIOLATED');
  expect(exitCode).toBe(0);
});
