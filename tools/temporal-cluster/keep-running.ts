import { setTimeout as sleep } from 'node:timers/promises';
import { spawnServer, type ServerProcess } from '../programs/server-process';

const RESTART_AFTER_MS = 1000;

/** A server that is started again whenever it ends, as a supervisor does. */
export interface KeptServer {
  readonly pid: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** How often it has been started again. */
  restarts(): number;
  lastLines(): Promise<string>;
  stop(): Promise<void>;
}

/** Start a server and keep it running until it is stopped, or until this process is gone. */
export async function keepRunning(
  path: string,
  args: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<KeptServer> {
  const start = () => spawnServer(path, args, { outlivesParent: false, environment });
  const stopping = new AbortController();
  let restarts = 0;
  let server: ServerProcess = await start();
  const watch = async (): Promise<void> => {
    for (;;) {
      const ended = server;
      await ended.exited;
      await sleep(RESTART_AFTER_MS, undefined, { signal: stopping.signal });
      server = await start();
      restarts++;
      await ended.end('SIGKILL'); // removes what it wrote
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    get pid() {
      return server.pid;
    },
    kill: () => server.end('SIGKILL'),
    restarts: () => restarts,
    lastLines: () => server.lastLines(),
    stop: async () => {
      stopping.abort();
      await server.end('SIGKILL');
      await watching;
    },
  };
}
