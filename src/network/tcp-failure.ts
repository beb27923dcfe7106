import { once } from 'node:events';
import { connect } from 'node:net';

/** Causes that people know by another name than Node's. */
const WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'no connection in time',
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
};

/** Why a port accepts no connection within a time (milliseconds); undefined when it accepts one. */
export async function tcpFailure(host: string, port: number, timeoutMs: number): Promise<string | undefined> {
  const socket = connect({ host, port });
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
