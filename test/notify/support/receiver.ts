import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Message } from '../../../src/domain/notify/notice';
import { Secret } from '../../../src/bulk-export/secret';
import { NOTIFY_EVENTS } from '../../../src/domain/notify/notice';
import type { NotifyTarget } from '../../../src/settings/notify';

export const KEY = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`;

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers: with a status, with a redirect to another address, or never. */
type Behaviour = number | { readonly redirectTo: string } | 'hangs';

/** A real receiver of webhooks on this machine. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** The messages, with their signatures verified. */
  messages(): Message[];
  answersWith(behaviour: Behaviour): void;
}

export async function withReceiver(use: (receiver: Receiver) => Promise<void>): Promise<void> {
  const received: Received[] = [];
  let behaviour: Behaviour = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (behaviour === 'hangs') return;
      if (typeof behaviour === 'number') response.writeHead(behaviour).end('the answer of the target');
      else response.writeHead(302, { Location: behaviour.redirectTo }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/canary`,
      received,
      messages: () =>
        received.map(({ body, headers }) => new Webhook(KEY).verify(body, headers as Record<string, string>) as Message),
      answersWith: (next) => {
        behaviour = next;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** A target on this machine that takes every event. */
export function targetAt(url: string, target: Partial<NotifyTarget> = {}): NotifyTarget {
  return {
    name: 'ops',
    kind: 'webhook',
    url: new Secret(url),
    secret: new Secret(KEY),
    events: NOTIFY_EVENTS,
    allowPrivate: true,
    ...target,
  };
}
