import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server whose connections can be ended at will. */
interface HttpServer {
  /** Where it can be reached from this machine. */
  readonly origin: string;
  /** While there is an outage, every connection is destroyed at once. */
  setOutage(isOut: boolean): void;
  close(): Promise<void>;
}

/** Listen on an address; port 0 takes any free one. Small answers are sent without delay. */
export async function listen(listener: RequestListener, port: number, host: string = LOOPBACK): Promise<HttpServer> {
  const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, listener);
  let isOut = false;
  server.on('connection', (socket) => {
    if (isOut) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    origin: `http://${host === EVERYWHERE ? LOOPBACK : host}:${boundPort}`,
    setOutage(value) {
      isOut = value;
      if (isOut) server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
