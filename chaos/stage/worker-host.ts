import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';

/** A worker process that is replaced when it dies, as a service manager would do. */
export interface WorkerHost {
  /** SIGKILL; resolves when a new one has been started. */
  killFor(ms: number): Promise<void>;
  /** How often it ended although nobody killed it. */
  ownEnds(): number;
  /** The last lines that the workers wrote. */
  lastLines(count: number): readonly string[];
  close(): Promise<void>;
}

/**
 * Start `worker.js` of a build.
 * @param lib the folder of the build
 */
export async function startWorkerHost(
  lib: string,
  settings: Readonly<Record<string, string>>,
): Promise<WorkerHost> {
  const written: string[] = [];
  let ownEnds = 0;
  let isExpectedToEnd = false;
  let worker = await start();

  async function start(): Promise<Program> {
    const started = await startProgram(join(lib, 'worker.js'), [], { env: isolatedEnvironment(settings) });
    void started.exit.then(() => {
      written.push(started.stderr());
      if (isExpectedToEnd) return;
      ownEnds++;
      void pause(200).then(replace);
    });
    return started;
  }

  async function replace(): Promise<void> {
    isExpectedToEnd = false;
    worker = await start();
  }

  async function kill(): Promise<void> {
    isExpectedToEnd = true;
    worker.kill('SIGKILL');
    await worker.exit;
  }

  return {
    async killFor(ms) {
      await kill();
      await pause(ms);
      await replace();
    },
    ownEnds: () => ownEnds,
    lastLines: (count) => [...written, worker.stderr()].join('').trim().split('\n').slice(-count),
    close: kill,
  };
}
