import { join } from 'node:path';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import { temporalTest as test } from '../support/temporal-test';

jest.setTimeout(1_800_000);

const MAIN = join(__dirname, '../../lib/chaos/kills/main.js');

test('two hundred kills: every history replays, every file is whole, no day is requested twice', async () => {
  const suite = await startProgram(MAIN, ['--kills', '200'], { env: isolatedEnvironment({}) });
  const exitCode = await suite.exit;
  expect(suite.stderr()).not.toContain('VIOLATED');
  expect(suite.stdout()).toMatch(/: 2\d\d kills in /);
  expect(exitCode).toBe(0);
});
