import { findTestServer } from '../../tools/time-skipping-server/find-test-server';
import type { TestRun } from './global-setup';

/** Find the server of test/virtual-time, or get it. Without one its tests are skipped, but in CI that is a failure. */
export async function findTestServerOnce({ testPathPatterns }: TestRun): Promise<void> {
  const patterns = testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && !patterns.some((path) => path.includes('virtual-time'))) return;
  try {
    const onProgress = (line: string) => process.stderr.write(`${line}\n`);
    const { path, source } = await findTestServer({ onProgress });
    process.env['DAYHAUL_TEMPORAL_TEST_SERVER'] = path;
    process.stderr.write(`Tests in virtual time use the time-skipping test server from ${source}.\n`);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    const advice = (error as Error).message.split('\n').at(-1);
    process.stderr.write(`Skipped: the tests in virtual time, for want of a test server. ${advice}\n`);
  }
}
