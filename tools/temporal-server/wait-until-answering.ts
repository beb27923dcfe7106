import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { openPort } from '../programs/open-port';

const ATTEMPT_LIMIT = 2000;

/** Where a server on this machine is to answer. */
export interface ServerPorts {
  readonly port: number;
  /** Undefined: it has no Web UI. */
  readonly uiPort: number | undefined;
}

/** Wait until a server describes its default namespace and serves its Web UI; an abort of the signal ends the wait. */
export async function waitUntilAnswering({ port, uiPort }: ServerPorts, signal: AbortSignal): Promise<void> {
  // A gRPC attempt at a closed port lingers until its deadline and would keep a finished process waiting.
  await repeatUntilItWorks(() => openPort(port), signal);
  await repeatUntilItWorks(() => describeDefaultNamespace(port), signal);
  if (uiPort !== undefined) await repeatUntilItWorks(() => fetchPage(`http://127.0.0.1:${uiPort}`), signal);
}

async function describeDefaultNamespace(port: number): Promise<void> {
  const connection = Connection.lazy({
    address: `127.0.0.1:${port}`,
    connectTimeout: ATTEMPT_LIMIT,
    channelArgs: { 'grpc.enable_http_proxy': 0 }, // A proxy set for the outside world cannot reach our 127.0.0.1.
  });
  try {
    await connection.ensureConnected();
    await connection.withDeadline(Date.now() + ATTEMPT_LIMIT, () =>
      connection.workflowService.describeNamespace({ namespace: 'default' }),
    );
  } finally {
    await connection.close();
  }
}

async function fetchPage(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ATTEMPT_LIMIT) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

async function repeatUntilItWorks(attempt: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch {
      await sleep(100, undefined, { signal });
    }
  }
}
