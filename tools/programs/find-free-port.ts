import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * A port of 127.0.0.1 nobody listens on: the wanted one, which is an error if it is taken, or any. Somebody else may take it before
 * it is used; who starts a server on it tries again then.
 */
export async function findFreePort(requested = 0): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen(requested, '127.0.0.1'), 'listening');
  } catch (error) {
    throw new Error(`Port ${requested} of 127.0.0.1 cannot be used: something else listens there.`, { cause: error });
  }
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
