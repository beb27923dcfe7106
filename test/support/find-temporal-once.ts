import { findTemporal } from '../../tools/temporal-server/find-temporal';
import type { TestRun } from './global-setup';

const SUITES_WITHOUT = [
  'test/docs',
  'test/domain',
  'test/bulk-export',
  'test/archive',
  'test/s3-server',
  'test/simulator',
  'test/conformance',
  'test/virtual-time',
];

/** Find the Temporal CLI, or build it, unless only suites that do without are run. */
export async function findTemporalOnce({ testPathPatterns }: TestRun): Promise<void> {
  const patterns = testPathPatterns?.patterns ?? [];
  const isWithout = patterns.length > 0 && patterns.every((path) => SUITES_WITHOUT.some((suite) => path.includes(suite)));
  if (isWithout) return;
  try {
    const onProgress = (line: string) => process.stderr.write(`${line}\n`);
    const { path, source, version } = await findTemporal({ onProgress });
    process.env['DAYHAUL_TEMPORAL_CLI'] = path;
    process.stderr.write(`Tests use ${version}, from ${source}.\n`);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.env['DAYHAUL_NO_TEMPORAL'] = 'true';
    process.stderr.write(`Skipped: all tests on a Temporal server. ${(error as Error).message}\n`);
  }
}
