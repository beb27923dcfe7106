import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** When it arrived, on the monotonic clock. */
  readonly atMs: number;
  /** The client's port: the same for two requests of one connection. */
  readonly port: number | undefined;
}

/** What a stub does with a request: answer, cut the connection, never answer, or begin and never end. */
export type StubAnswer =
  { status?: number; headers?: Record<string, string>; body?: unknown } | 'cut' | 'cut in the body' | 'silence' | 'drip';

/** A server of one test, on a free port of the loopback. */
export interface StubServer {
  readonly origin: string;
  readonly requests: readonly ArrivedRequest[];
  /** Resolves when so many requests have arrived. */
  arrived(count: number): Promise<void>;
}

const open = new Set<http.Server>();

/** Start a server that answers each request as `answer` says; texts go out as they are, values as JSON. */
export async function serve(
  answer: (request: ArrivedRequest, index: number) => StubAnswer | Promise<StubAnswer>,
): Promise<StubServer> {
  const requests: ArrivedRequest[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  const server = http.createServer((incoming, outgoing) => {
    void readBody(incoming).then(async (body) => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body, atMs: performance.now(), port: incoming.socket.remotePort };
      const index = requests.push(request) - 1;
      arrivals.emit('request');
      give(outgoing, await answer(request, index));
    });
  });
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    arrived: async (count) => {
      while (requests.length < count) await once(arrivals, 'request');
    },
  };
}

/** Stop every server that `serve` started. */
export async function stopServers(): Promise<void> {
  await Promise.all(
    [...open].map((server) => {
      open.delete(server);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
}

/** An address nobody listens on. */
export async function closedOrigin(): Promise<string> {
  const { origin } = await serve(() => ({}));
  await stopServers();
  return origin;
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  return body;
}

function give(outgoing: http.ServerResponse, answer: StubAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'cut') {
    outgoing.destroy();
  } else if (answer === 'cut in the body') {
    outgoing.writeHead(200, { 'Content-Length': '1000' });
    outgoing.write('{"jobs": [', () => outgoing.destroy());
  } else if (answer === 'drip') {
    outgoing.writeHead(200, { 'Content-Type': 'application/json' });
    const timer = setInterval(() => outgoing.write(' '), 20);
    outgoing.on('close', () => {
      clearInterval(timer);
    });
  } else {
    const { status = 200, headers = {}, body = '' } = answer;
    if (headers['Date'] === '') outgoing.sendDate = false;
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
    outgoing.writeHead(status, { 'Content-Type': 'application/json', ...sent });
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}
