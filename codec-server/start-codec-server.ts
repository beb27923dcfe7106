import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

const { Payloads } = temporal.api.common.v1;

/** A name that another site could point to this machine is none of them. */
const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** The origins of a page on this machine, which has two names. */
export function originsOf(ui: string): string[] {
  const { origin } = new URL(ui);
  return [origin, origin.replace('//localhost:', '//127.0.0.1:'), origin.replace('//127.0.0.1:', '//localhost:')];
}

/**
 * Serve a codec to the Temporal UI and CLI, on this machine only. It decodes and never encodes.
 * @param origins the pages that may read the answers, such as `http://localhost:8233`
 * @see https://docs.temporal.io/production-deployment/data-encryption
 */
export async function startCodecServer(codec: PayloadCodec, port: number, origins: readonly string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const { origin = '' } = request.headers;
    if (origins.includes(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Headers', 'authorization,content-type,x-namespace');
    }
    void answer(codec, request, origins)
      .catch((): Answer => ({ status: 400, body: { message: 'The body is no JSON with payloads.' } }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Vary: 'Origin' });
        response.end(JSON.stringify(body));
      });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}

/** Browsers send the origin of a page with each request; the CLI has none. */
async function answer(codec: PayloadCodec, request: IncomingMessage, origins: readonly string[]): Promise<Answer> {
  const { host = '', origin } = request.headers;
  if (!OWN_HOST.test(host)) return { status: 403, body: { message: `The host ${host} is not this machine.` } };
  if (origin !== undefined && !origins.includes(origin)) {
    return { status: 403, body: { message: `The page ${origin} is not allowed. Set --ui to its address.` } };
  }
  if (request.method === 'OPTIONS') return { status: 200, body: {} };
  const action = /\/(decode|encode)$/.exec(request.url?.split('?')[0] ?? '')?.[1];
  if (request.method !== 'POST' || action === undefined) return { status: 404, body: { message: 'Use POST /decode.' } };
  const { payloads } = Payloads.fromObject(JSON.parse(await text(request)) as object);
  if (action === 'encode' && payloads.length > 0) return { status: 403, body: { message: 'This server only decodes.' } };
  return { status: 200, body: Payloads.toObject(Payloads.create({ payloads: await codec.decode(payloads) }), { bytes: String }) };
}
