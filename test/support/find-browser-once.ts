import { findBrowser } from '../../tools/browser/find-browser';
import type { TestRun } from './global-setup';

/** Find the browser that the tests of test/ui look through. Without one they are skipped, but in CI that is a failure. */
export async function findBrowserOnce({ testPathPatterns }: TestRun): Promise<void> {
  const patterns = testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && !patterns.some((path) => path.includes('test/ui'))) return;
  try {
    process.env['DAYHAUL_BROWSER'] = await findBrowser();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.env['DAYHAUL_NO_BROWSER'] = 'true';
    process.stderr.write(`Skipped: the tests that look at the Temporal UI. ${(error as Error).message}\n`);
  }
}
