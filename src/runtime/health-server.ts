import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { formatAddress, type ListenAddress } from '../settings/telemetry';

/** Why the worker is not ready, a sentence; undefined when it is. */
type ReadinessCheck = () => Promise<string | undefined>;

/** An address is not available. The message has the setting, the address and the cause. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';

  constructor(variable: string, address: ListenAddress, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${variable}: cannot listen on ${formatAddress(address)} (${reason}). Choose another address.`);
  }
}

/** Serve `/healthz/live` and `/healthz/ready`: 200, or 503 with the reason. `/healthz` reports both. @throws CannotListen */
export async function startHealthServer(address: ListenAddress, check: ReadinessCheck): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz/live') answer(response, 200, { live: true });
    else if (path === '/healthz' || path === '/healthz/ready') void answerReady(response, check);
    else answer(response, 404, { message: 'Not found. Available paths: /healthz, /healthz/live, /healthz/ready.' });
  });
  server.listen(address.port, address.host.replace(/^\[|\]$/g, ''));
  await once(server, 'listening').catch((error: unknown) => {
    throw new CannotListen('DAYHAUL_HEALTH', address, error);
  });
  return server;
}

async function answerReady(response: ServerResponse, check: ReadinessCheck): Promise<void> {
  const reason = await check();
  const ready = reason === undefined;
  answer(response, ready ? 200 : 503, { live: true, ready, reason });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
