import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { killWhenParentDies } from './kill-when-parent-dies';

/** A program that runs as a process of its own, and not longer than this one. */
export interface Program {
  readonly pid: number;
  /** Resolves with its exit code when it is gone; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  /** What it has written so far, when its output is piped. */
  stdout(): string;
  stderr(): string;
  /** Ask it to stop, and end it when it takes longer than its own bound of twenty seconds. */
  stop(): Promise<void>;
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): void;
}

/** How long a program may take to stop, milliseconds. */
const STOP_WITHIN_MS = 20_000;

/** Start a script, by default a built one with Node. */
export async function startProgram(
  script: string,
  args: readonly string[],
  {
    env,
    stdio = 'pipe',
    runtime = process.execPath,
  }: { readonly env: NodeJS.ProcessEnv; readonly stdio?: StdioOptions; readonly runtime?: string },
): Promise<Program> {
  const child = spawn(runtime, [script, ...args], { env, stdio });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const forget = await killWhenParentDies(pid);
  void exit.then(forget);

  const stdout = textOf(child.stdout);
  const stderr = textOf(child.stderr);
  return {
    pid,
    exit,
    stdout,
    stderr,
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

function textOf(stream: Readable | null): () => string {
  const chunks: string[] = [];
  stream?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  return () => chunks.join('');
}
