import { Connection } from '@temporalio/client';
import { startTemporal, type StartTemporalOptions, type TemporalServer } from '../../tools/temporal-server/start-temporal';

/** A Temporal server for the tests of a file, with a connection to it. Call the result in a test. */
export function useTemporal(
  options?: StartTemporalOptions,
): () => { readonly temporal: TemporalServer; readonly connection: Connection } {
  let temporal: TemporalServer;
  let connection: Connection;
  beforeAll(async () => {
    temporal = await startTemporal(options);
    connection = await Connection.connect({ address: temporal.address });
  });
  afterAll(async () => {
    await connection.close();
    await temporal.stop();
  });
  return () => ({ temporal, connection });
}
