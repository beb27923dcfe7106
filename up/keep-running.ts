import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../tools/programs/start-program';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** A program that ran this long has started correctly, so the next pause is short again. */
const LONG_RUN_MS = 300_000;

/** A program that is restarted when it exits, until it is stopped. */
export interface KeptProgram {
  stop(): Promise<void>;
}

/** Start a program and keep it running. `onExit` receives each exit and the pause before the restart, which doubles up to a minute. */
export async function keepRunning(
  start: () => Promise<Program>,
  onExit: (exitCode: number | null, pauseMs: number) => void,
): Promise<KeptProgram> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let program = await start();

  const watching = (async () => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const startedMs = performance.now();
      const exitCode = await program.exit;
      if (signal.aborted) return;
      if (performance.now() - startedMs > LONG_RUN_MS) pauseMs = FIRST_PAUSE_MS;
      onExit(exitCode, pauseMs);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      program = await start();
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      await program.stop();
      await watching;
    },
  };
}
