import { findPostgresql } from '../../tools/temporal-cluster/find-postgresql';
import { findServer } from '../../tools/temporal-cluster/find-server';
import type { TestRun } from './global-setup';

/** Find the programs of test/cluster, or build them. Without them its tests are skipped, but in CI that is a failure. */
export async function findClusterOnce({ testPathPatterns }: TestRun): Promise<void> {
  const patterns = testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && !patterns.some((path) => path.includes('test/cluster'))) return;
  try {
    await findPostgresql();
    const onProgress = (line: string) => process.stderr.write(`${line}\n`);
    await findServer('temporal-server', onProgress);
    await findServer('temporal-sql-tool', onProgress);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.env['DAYHAUL_NO_CLUSTER'] = 'true';
    const [reason = ''] = (error as Error).message.split('\n');
    process.stderr.write(`Skipped: the tests on a cluster of Temporal. ${reason}\n`);
  }
}
