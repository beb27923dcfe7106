import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request suffers: a refusal as S3 gives it, or a cut connection. */
type ProxyFault = { readonly status: number; readonly code: string } | 'cut';

/** An answer of the server, as it comes back through the proxy. */
export interface ProxyAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A way to an S3 server on which requests suffer what a test says. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** The requests that came, such as `PUT /archives/a.json?partNumber=1`. */
  readonly requests: readonly { readonly line: string; readonly headers: http.IncomingHttpHeaders }[];
  /** What the next requests suffer; asked anew for each, in order of their coming. */
  fault: (line: string) => ProxyFault | undefined;
  /** What becomes of an answer: a store with habits of its own. */
  alter: (line: string, answer: ProxyAnswer) => ProxyAnswer;
  close(): Promise<void>;
}

/** Start a proxy before a server; the name of the host that was asked for goes along, since it is signed. */
export async function startFaultyProxy(endpoint: string): Promise<FaultyProxy> {
  const requests: FaultyProxy['requests'][number][] = [];
  const server = http.createServer((incoming, outgoing) => {
    const line = `${incoming.method} ${incoming.url}`;
    requests.push({ line, headers: incoming.headers });
    const fault = proxy.fault(line);
    if (fault === undefined) {
      forward(incoming, outgoing, endpoint, (answer) => proxy.alter(line, answer));
    } else if (fault === 'cut') {
      incoming.socket.destroy();
    } else {
      incoming.resume().on('end', () => {
        outgoing.writeHead(fault.status, { 'Content-Type': 'application/xml' });
        outgoing.end(`<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>told to</Message></Error>`);
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy: FaultyProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fault: () => undefined,
    alter: (_line, answer) => answer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

function forward(
  incoming: IncomingMessage,
  outgoing: http.ServerResponse,
  endpoint: string,
  alter: (answer: ProxyAnswer) => ProxyAnswer,
): void {
  const { method, url, headers } = incoming;
  const target = http.request(`${endpoint}${url}`, { method, headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const came = { status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) };
      const altered = alter(came);
      const length = altered.body === came.body ? {} : { 'content-length': `${altered.body.length}` };
      outgoing.writeHead(altered.status, { ...altered.headers, ...length });
      outgoing.end(altered.body);
    });
  });
  target.on('error', () => outgoing.destroy());
  incoming.on('error', () => target.destroy()).pipe(target);
}
