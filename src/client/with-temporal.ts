import { connectClient, type TemporalClient } from './connection';

/** Do something with a connection to Temporal, which is closed whatever happens. */
export async function withTemporal<T>(use: (temporal: TemporalClient) => Promise<T>): Promise<T> {
  const temporal = await connectClient();
  try {
    return await use(temporal);
  } finally {
    await temporal.close();
  }
}
