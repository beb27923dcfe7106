import { startCluster, type TemporalCluster } from '../../../tools/temporal-cluster/start-cluster';
import type { DynamicConfig } from '../../../tools/temporal-server/server-arguments';

/** One cluster for all tests of a file. Call the result in a test. */
export function useCluster(dynamicConfig?: DynamicConfig): () => TemporalCluster {
  let cluster: TemporalCluster | undefined;
  beforeAll(async () => {
    if (process.env['DAYHAUL_NO_CLUSTER']) return;
    cluster = await startCluster(dynamicConfig);
  });
  afterAll(() => cluster?.stop());
  return () => {
    if (!cluster) throw new Error('The cluster is there only while tests run.');
    return cluster;
  };
}
