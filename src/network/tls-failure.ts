import { once } from 'node:events';
import { connect, type ConnectionOptions } from 'node:tls';

/** How an HTTP/2 client begins (RFC 9113, 3.4): the preface, and settings that are empty. A server answers with its own. */
const GREETING = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]);

/**
 * Why no TLS connection with a server is possible, by the code or message of OpenSSL; undefined when it is. With TLS 1.3, a server
 * rejects a client certificate only after the handshake, so its first bytes are awaited. Some reject it without a reason.
 */
export async function tlsFailure(options: ConnectionOptions, timeoutMs: number): Promise<string | undefined> {
  const socket = connect({ ALPNProtocols: ['h2'], ...options }, () => socket.write(GREETING));
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
