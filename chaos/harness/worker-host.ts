import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';

/** A worker process that is replaced when it dies, as a service manager would do. */
export interface WorkerHost {
  /** SIGKILL; resolves when a new one has been started. */
  killFor(ms: number): Promise<void>;
  /** The last words of those that ended although nobody killed them. */
  ownEnds(): readonly string[];
  close(): Promise<void>;
}

const LAST_LINES = 8;

/**
 * Start `worker.js` of a build.
 * @param lib the folder of the build
 */
export async function startWorkerHost(
  lib: string,
  settings: Readonly<Record<string, string>>,
): Promise<WorkerHost> {
  const ownEnds: string[] = [];
  let isExpectedToEnd = false;
  let worker = await start();

  async function start(): Promise<Program> {
    const started = await startProgram(join(lib, 'worker.js'), [], { env: isolatedEnvironment(settings) });
    void started.exit.then(() => {
      if (isExpectedToEnd) return;
      ownEnds.push(started.stderr().trim().split('\n').slice(-LAST_LINES).join('\n'));
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
    close: kill,
  };
}
