import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ownCommand } from './own-command';

/** After this time without a connection, the server counts as unreachable, milliseconds. */
const CONNECT_TIMEOUT_MS = 5000;

/** Temporal is not reachable. The message has the address, the cause and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  constructor(address: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(
      `Temporal is not reachable at ${address} (${reason}). ${where()} Or start Temporal: ${ownCommand('up')}`,
    );
  }
}

/** What to check of the address: only what was set can be wrong. */
function where(): string {
  return process.env['TEMPORAL_ADDRESS'] === undefined
    ? 'If Temporal runs elsewhere, set TEMPORAL_ADDRESS.'
    : 'Check TEMPORAL_ADDRESS.';
}

export interface TemporalClient {
  readonly client: Client;
  readonly address: string;
  readonly namespace: string;
  close(): Promise<void>;
}

/**
 * Connect to Temporal with the settings of the environment or the configuration file (Temporal's envconfig).
 *
 * @throws TemporalUnreachable after at most 5 seconds
 */
export async function connectClient(): Promise<TemporalClient> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const address = connectionOptions.address ?? 'localhost:7233';
  try {
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: CONNECT_TIMEOUT_MS });
    return {
      client: new Client({ connection, namespace }),
      address,
      namespace,
      close: () => connection.close(),
    };
  } catch (error) {
    throw new TemporalUnreachable(address, error);
  }
}

/** Run `use` with a connection to Temporal and close the connection afterwards. */
export async function withTemporal<T>(use: (temporal: TemporalClient) => Promise<T>): Promise<T> {
  const temporal = await connectClient();
  try {
    return await use(temporal);
  } finally {
    await temporal.close();
  }
}
