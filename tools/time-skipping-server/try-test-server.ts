import { findFreePort } from '../programs/find-free-port';
import { isExecutableFile } from '../programs/find-on-path';
import { spawnServer } from '../programs/server-process';
import { waitForStart } from '../temporal-server/wait-for-start';

/** Start a test server and stop it: it has no --version, so that it answers is all the proof there is. */
export async function tryTestServer(path: string): Promise<void> {
  if (!(await isExecutableFile(path))) throw new Error(`there is no executable ${path}`);
  const port = await findFreePort();
  const server = await spawnServer(path, [String(port)], { outlivesParent: false });
  try {
    await waitForStart(server, { port, uiPort: undefined });
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}\n${await server.lastLines()}`, { cause: error });
  } finally {
    await server.end('SIGTERM');
  }
}
