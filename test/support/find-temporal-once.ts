import { findTemporal } from '../../tools/temporal-server/find-temporal';

const PURE_SUITES = ['test/docs', 'test/domain', 'test/bulk-export', 'test/simulator', 'test/conformance'];

/** Before any suite: find the Temporal CLI, or build it once rather than in each jest worker. */
export default async function findTemporalOnce(config: {
  testPathPatterns?: { patterns: string[] };
}): Promise<void> {
  const patterns = config.testPathPatterns?.patterns ?? [];
  const isPure =
    patterns.length > 0 && patterns.every((path) => PURE_SUITES.some((suite) => path.includes(suite)));
  if (isPure) return;
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
