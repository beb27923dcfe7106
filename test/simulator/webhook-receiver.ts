import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A webhook call as it arrived. */
interface ReceivedCall {
  readonly method: string;
  /** As the sender must have written it, with its query. */
  readonly url: string;
  readonly signature: string;
  readonly contentType: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

interface WebhookReceiver {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
}

/** Run a test with a receiver of webhooks on localhost, which answers every call with the same status, or never. */
export async function withWebhookReceiver(
  use: (receiver: WebhookReceiver) => Promise<void>,
  ...given: [status?: number | undefined]
): Promise<void> {
  const [status] = given.length === 0 ? [200] : given;
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { 'x-twilio-signature': signature = '', 'content-type': contentType } = request.headers;
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
      const parameters = Object.fromEntries(request.method === 'GET' ? url.searchParams : new URLSearchParams(body));
      calls.push({ method: request.method ?? '', url: url.href, signature: String(signature), contentType, parameters });
      if (status !== undefined) response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?from=test`, calls });
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}
