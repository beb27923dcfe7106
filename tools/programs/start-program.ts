import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { killWhenParentDies } from '../temporal-server/kill-when-parent-dies';

/** A Node program that runs as a process of its own, and not longer than this one. */
export interface Program {
  readonly pid: number;
  /** Resolves with its exit code when it is gone; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  /** Everything it has written so far, when its output is piped. */
  output(): string;
  /** Ask it to stop, and end it when it takes longer than its own bound of twenty seconds. */
  stop(): Promise<void>;
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): void;
}

/** How long a program may take to stop, milliseconds. */
const STOP_WITHIN_MS = 20_000;

/** Start a built script with Node. */
export async function startProgram(
  script: string,
  args: readonly string[],
  { env, stdio = 'pipe' }: { readonly env: NodeJS.ProcessEnv; readonly stdio?: StdioOptions },
): Promise<Program> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const forget = await killWhenParentDies(pid);
  void exit.then(forget);

  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  }
  return {
    pid,
    exit,
    output: () => chunks.join(''),
    stop: async () => {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exit;
      clearTimeout(forced);
    },
    kill: (signal) => {
      child.kill(signal);
    },
  };
}
