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
  /** What it has written so far. */
  output(): Promise<string>;
  /** The end of that, or what a Go program says before the stack trace of a panic. */
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
  { outlivesParent, environment = {} }: { readonly outlivesParent: boolean; readonly environment?: Readonly<NodeJS.ProcessEnv> },
): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-temporal-'));
  const logPath = join(folder, 'server.log');
  const log = await open(logPath, 'w');
  const env = { ...withoutTemporalSettings(process.env), ...environment };
  const child = spawn(path, args, { stdio: ['ignore', log.fd, log.fd], env, detached: true });
  const exited = once(child, 'exit');
  await once(child, 'spawn').finally(() => log.close());
  const pid = child.pid ?? 0;
  const dismissGuard = outlivesParent ? () => undefined : await killWhenParentDies(pid);
  void exited.then(dismissGuard);
  child.unref();
  const output = () => readFile(logPath, 'utf8');

  return {
    pid,
    exited,
    output,
    lastLines: async () =>
      (await output())
        .split(/^goroutine \d+ \[/m, 1)
        .join()
        .trim()
        .split('\n')
        .slice(-LINES_OF_A_FAILURE)
        .join('\n'),
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
