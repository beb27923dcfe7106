import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killWhenParentDies } from './kill-when-parent-dies';

const SECONDS_TO_STOP = 5;
const LINES_OF_A_FAILURE = 10;

export interface ServerProcess {
  readonly pid: number;
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<unknown>;
  /** The end of what it has written so far. */
  lastLines(): Promise<string>;
  /** Send a signal, and SIGKILL if that did not end it in 5 seconds; resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Start a server as a process of its own group, so that Ctrl-C reaches only us and we decide when the server stops. It writes into
 * a temporary file, never to our output. Unless it is to outlive us, it is killed when we are gone.
 */
export async function spawnServer(
  path: string,
  args: readonly string[],
  { outlivesParent }: { readonly outlivesParent: boolean },
): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-temporal-'));
  const logPath = join(folder, 'server.log');
  const log = await open(logPath, 'w');
  const child = spawn(path, args, { stdio: ['ignore', log.fd, log.fd], env: withoutTemporalSettings(process.env), detached: true });
  const exited = once(child, 'exit');
  await once(child, 'spawn').finally(() => log.close());
  const pid = child.pid ?? 0;
  const dismissGuard = outlivesParent ? () => undefined : await killWhenParentDies(pid);
  void exited.then(dismissGuard);
  child.unref();

  return {
    pid,
    exited,
    lastLines: async () => {
      const lines = (await readFile(logPath, 'utf8')).trim().split('\n');
      return lines.slice(-LINES_OF_A_FAILURE).join('\n');
    },
    end: async (signal) => {
      child.ref();
      child.kill(signal);
      const lastResort = setTimeout(() => child.kill('SIGKILL'), SECONDS_TO_STOP * 1000);
      await exited;
      clearTimeout(lastResort);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function withoutTemporalSettings(environment: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
