import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

/** How an HTTP/2 client begins (RFC 9113, 3.4): the preface, and settings that are empty. A server answers with its own. */
const GREETING = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]);

/**
 * Why no TLS connection with a server is possible, by the code or message of OpenSSL; undefined when it is. With TLS 1.3, a server
 * rejects a client certificate only after the handshake, so its first bytes are awaited. Some reject it without a reason.
 */
export async function tlsFailure(options: tls.ConnectionOptions, timeoutMs: number): Promise<string | undefined> {
  const socket = tls.connect({ ALPNProtocols: ['h2'], ...options }, () => socket.write(GREETING));
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await Promise.race([
      once(socket, 'data', { signal }).then(() => undefined),
      once(socket, 'close', { signal }).then(() => 'the server closed the connection'),
    ]);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return signal.aborted ? undefined : [code, message].join(' ');
  } finally {
    socket.destroy();
  }
}

/** Causes that people know by another name than Node's. */
const WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'no connection in time',
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
};

/** Why a port accepts no connection within a time (milliseconds); undefined when it accepts one. */
export async function tcpFailure(host: string, port: number, timeoutMs: number): Promise<string | undefined> {
  const socket = net.connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
    return undefined;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return WORDS[code] ?? (code || message);
  } finally {
    socket.destroy();
  }
}
