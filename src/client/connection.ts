import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ownCommand } from './own-command';

/** How long a server may take to answer at the start, milliseconds. */
const CONNECT_TIMEOUT_MS = 5000;

/** Temporal does not answer; the message says where it was looked for and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  constructor(address: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(
      `Temporal does not answer at ${address} (${reason}). ${where()} Or start Temporal: ${ownCommand('up')}`,
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
 * Connect to the Temporal that the environment or the configuration file names (Temporal's envconfig).
 *
 * @throws TemporalUnreachable within seconds
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

/** Do something with a connection to Temporal, which is closed whatever happens. */
export async function withTemporal<T>(use: (temporal: TemporalClient) => Promise<T>): Promise<T> {
  const temporal = await connectClient();
  try {
    return await use(temporal);
  } finally {
    await temporal.close();
  }
}
