import { createServer, type Server, type ServerResponse } from 'node:http';
import { formatAddress, type ListenAddress } from '../settings/telemetry';

/** What stands in the way of work, a sentence; undefined when nothing does. */
type Obstacle = () => Promise<string | undefined>;

/** Nothing can listen at an address; the message says where and why. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';

  constructor(variable: string, address: ListenAddress, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `${variable}: nothing can listen at ${formatAddress(address)} (${reason}). Choose another address.`,
    );
  }
}

/**
 * Tell whoever asks whether this process lives (`/healthz/live`) and can work (`/healthz/ready`): 200, or 503 with what
 * stands in the way. `/healthz` tells both, with the status of the second.
 *
 * @throws CannotListen
 */
export async function startHealthServer(address: ListenAddress, obstacle: Obstacle): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz/live') answer(response, 200, { live: true });
    else if (path === '/healthz' || path === '/healthz/ready') void answerReady(response, obstacle);
    else answer(response, 404, { message: 'There are /healthz, /healthz/live and /healthz/ready.' });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new CannotListen('DAYHAUL_HEALTH', address, error));
    });
    server.listen(address.port, address.host.replace(/^\[|\]$/g, ''), resolve);
  });
  return server;
}

async function answerReady(response: ServerResponse, obstacle: Obstacle): Promise<void> {
  const reason = await obstacle();
  const ready = reason === undefined;
  answer(response, ready ? 200 : 503, { live: true, ready, reason });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
