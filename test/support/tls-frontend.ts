import { once } from 'node:events';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { KeyPair } from './certificates';

export interface TlsFrontend {
  readonly address: string;
  /** What has arrived, in order. */
  readonly calls: readonly { readonly method: string; readonly authorization: string | undefined }[];
  stop(): Promise<void>;
}

export interface TlsFrontendOptions {
  readonly server: KeyPair;
  /** The authority that clients must have a certificate of; without it none is asked for. */
  readonly clientAuthority?: string;
  /** The key that each call must have. */
  readonly apiKey?: string;
  /** Whether calls of the operator service are refused, as in Temporal Cloud. */
  readonly refusesOperators?: boolean;
}

const UNAUTHENTICATED = '16';

/** The part of Temporal Cloud that a client meets: TLS, client certificates and API keys, in front of a server without them. */
export async function startTlsFrontend(
  upstreamAddress: string,
  { server, clientAuthority, apiKey, refusesOperators }: TlsFrontendOptions,
): Promise<TlsFrontend> {
  const calls: { method: string; authorization: string | undefined }[] = [];
  const upstream = http2.connect(`http://${upstreamAddress}`);
  const sessions = new Set<http2.ServerHttp2Session>();
  const frontend = http2.createSecureServer({
    ...server,
    ...(clientAuthority !== undefined && { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }),
  });
  frontend.on('session', (session) => {
    sessions.add(session.once('close', () => sessions.delete(session)));
  });
  frontend.on('stream', (stream, headers) => {
    const { ':path': path = '', authorization } = headers;
    calls.push({ method: path.slice(path.lastIndexOf('/') + 1), authorization });
    const isRefused = apiKey !== undefined && authorization !== `Bearer ${apiKey}`;
    if (isRefused || (refusesOperators && path.includes('OperatorService'))) refuse(stream, 'Request unauthorized.');
    else forward(stream, upstream.request({ ...headers, ':scheme': 'http', ':authority': upstreamAddress }));
  });
  await once(frontend.listen(0, '127.0.0.1'), 'listening');
  return {
    address: `127.0.0.1:${(frontend.address() as AddressInfo).port}`,
    calls,
    stop: async () => {
      const closed = once(frontend, 'close');
      frontend.close();
      for (const session of sessions) session.destroy();
      upstream.destroy();
      await closed;
    },
  };
}

function refuse(stream: http2.ServerHttp2Stream, message: string): void {
  stream.on('error', () => undefined);
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': UNAUTHENTICATED, 'grpc-message': message },
    { endStream: true },
  );
}

function forward(stream: http2.ServerHttp2Stream, request: http2.ClientHttp2Stream): void {
  let trailers: http2.IncomingHttpHeaders = {};
  const cancel = () => {
    request.close(http2.constants.NGHTTP2_CANCEL);
  };
  stream.on('error', cancel).on('aborted', cancel);
  request.on('error', () => {
    stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  });
  request.on('trailers', (received: http2.IncomingHttpHeaders) => {
    trailers = received;
  });
  request.on('response', (headers, flags) => {
    if (stream.destroyed) return;
    const isWhole = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0; // an error has its status in the headers
    stream.respond(headers, isWhole ? { endStream: true } : { waitForTrailers: true });
    if (isWhole) return;
    stream.on('wantTrailers', () => {
      stream.sendTrailers(trailers);
    });
    request.pipe(stream);
  });
  stream.pipe(request);
}
