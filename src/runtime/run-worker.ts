import { setMaxListeners } from 'node:events';
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { missingDaysReader } from '../client/missing-days';
import { describeRivals, rivalsOf } from '../client/pollers';
import { CommandError } from '../client/send-command';
import { requireSupport } from '../client/server-support';
import { createWorkers } from './create-workers';
import type { RunningWorker } from './serve-task-queue';
import { startHealthServer } from './health-server';
import { installRuntime } from './logging';
import type { WriteLine } from './process-log';
import { watchMissing } from './metrics';
import { keepYoungSpace } from './small-heaps';
import type { Settings } from '../settings/settings';
import type { Proxy } from '../network/proxy';
import { temporalProxy, withTemporal, type TemporalClient } from '../client/connection';
import { taskQueueOf } from '../contract/ids';
import { readConnectionSettings } from '../client/connection-settings';
import { TemporalUnreachable } from '../client/temporal-unreachable';

/** The first signal shuts the worker down; a second one of the same kind ends the process at once. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/** After this time without a response of Temporal, the worker is not ready, milliseconds. */
const PING_TIMEOUT_MS = 2000;

/** How long Node tries one address of a host before the next, milliseconds. A distant IPv4 address needs more than Node's 250. */
const ADDRESS_ATTEMPT_MS = 2000;

/** Listeners of one event before Node warns of a leak: each parallel download listens for the end of its activity. */
const MOST_LISTENERS = 200;

/** Run a worker until a signal stops it. @throws TemporalUnreachable, CommandError, CannotListen */
export async function runWorker(settings: Settings, write: (line: string) => void, writeLine: WriteLine): Promise<void> {
  const { served, bulkExportsUrl, telemetry } = settings;
  setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_ATTEMPT_MS);
  setMaxListeners(MOST_LISTENERS);
  const { connection, address, namespace, runtime } = await connectWorker(
    async ({ client }) => {
      await requireSupport(client);
      if ('groups' in served) return;
      const { account, accountSid, quota } = served;
      const own = { accountSid, origin: bulkExportsUrl, group: quota.group };
      const rivals = await rivalsOf(client, taskQueueOf(account), own).catch(() => []);
      if (rivals.length > 0) throw new CommandError(describeRivals(account, rivals));
    },
    () => installRuntime(telemetry, write),
  );
  const { worker, watched, title } = await createWorkers(settings, { connection, namespace }, runtime.metricMeter);
  keepYoungSpace();
  const health = telemetry.health && (await startHealthServer(telemetry.health, () => reasonNotReady(worker, connection, address)));
  const reported = (telemetry.metrics ?? telemetry.collector) ? watched : [];
  const watching = reported.map((each) => watchMissing(runtime.metricMeter, missingDaysReader(connection, namespace, each)));
  for (const signal of STOP_SIGNALS) process.once(signal, worker.shutdown);
  writeLine(
    'INFO',
    `${title} is running. Twilio: ${bulkExportsUrl}. Temporal: ${address}, namespace ${namespace}. Press Ctrl-C to stop. ` +
      'Exports continue when a worker runs again.',
  );
  await worker.run();
  watching.forEach(clearInterval);
  health?.close().closeAllConnections();
  await connection.close();
}

async function reasonNotReady(worker: RunningWorker, connection: NativeConnection, address: string): Promise<string | undefined> {
  if (!worker.isRunning()) return 'The worker is starting or stopping.';
  try {
    await connection.withDeadline(Date.now() + PING_TIMEOUT_MS, () => connection.workflowService.getSystemInfo({}));
    return undefined;
  } catch {
    return `Temporal is not reachable at ${address}.`;
  }
}

/**
 * Connect a worker to Temporal, after `check`. The native connection, made after `onReachable`, keeps the process alive.
 * @throws TemporalUnreachable after about 5 seconds, CommandError, and the errors of `check`
 */
export async function connectWorker<Runtime>(check: (temporal: TemporalClient) => Promise<void>, onReachable: () => Runtime) {
  await withTemporal(check, { isPatient: true });
  const runtime = onReachable();
  const { address, namespace, connectionOptions } = readConnectionSettings();
  const options = { ...connectionOptions, ...nativeProxy(temporalProxy(address)) };
  const connection = await NativeConnection.connect(options).catch((error: unknown) => {
    throw new TemporalUnreachable(address, (error as Error).message);
  });
  return { runtime, connection, address, namespace };
}

function nativeProxy(proxy: Proxy | undefined): Pick<NativeConnectionOptions, 'proxy'> {
  if (!proxy) return {};
  const { host, port, auth } = proxy;
  const targetHost = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { proxy: { type: 'http-connect', targetHost, ...(auth && { basicAuth: auth }) } };
}
