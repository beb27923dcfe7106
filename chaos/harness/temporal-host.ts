import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { startTemporal, type StartTemporalOptions } from '../../tools/temporal-server/start-temporal';

/** A Temporal server that can be killed, and comes back with all it knew. */
export interface TemporalHost {
  readonly client: Client;
  readonly address: string;
  /** SIGKILL; resolves when it is back on the same port. */
  killFor(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Runs so short that exports and quotas continue as new several times. */
const SHORT_RUNS = { 'limit.historyCount.suggestContinueAsNew': 70 };

/** Start a server; `survives` when it is to keep a database file, which is slower than memory. */
export async function startTemporalHost({
  survives = false,
  hasShortRuns = true,
}: { readonly survives?: boolean; readonly hasShortRuns?: boolean } = {}): Promise<TemporalHost> {
  const folder = survives ? await mkdtemp(join(tmpdir(), 'dayhaul-chaos-')) : undefined;
  const options: StartTemporalOptions = {
    ...(hasShortRuns && { dynamicConfig: SHORT_RUNS }),
    ...(folder !== undefined && { dbFilename: join(folder, 'temporal.db') }),
  };
  let server = await startTemporal(options);
  const { address } = server;
  const connection = await Connection.connect({ address });
  return {
    client: new Client({ connection }),
    address,
    async killFor(ms) {
      await server.kill();
      await pause(ms);
      server = await startTemporal({ ...options, port: Number(address.split(':')[1]) });
    },
    async close() {
      await connection.close();
      await server.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
