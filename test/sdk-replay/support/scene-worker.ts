import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { isolatedEnvironment } from '../../../tools/programs/isolated-environment';
import { startProgram } from '../../../tools/programs/start-program';
import type { Activation } from './record-activations';
import { until } from './until';

/** How long a task waits for a worker that has the workflow in its cache, milliseconds. */
const STICKY_MS = 3000;

/** A worker in a process of its own. */
export interface SceneWorker {
  activations(): Activation[];
  /** End it by SIGKILL, which leaves it no time to tell the server. */
  kill(): Promise<void>;
}

/** Start a worker, and return when it polls. */
export async function startSceneWorker(address: string, taskQueue: string, codePath: string): Promise<SceneWorker> {
  const program = await startProgram('-e', [compile('worker-program.ts')], {
    env: isolatedEnvironment({ ADDRESS: address, TASK_QUEUE: taskQueue, BUNDLE: codePath, STICKY_MS: `${STICKY_MS}` }),
  });
  const lines = () => program.stdout().split('\n').filter(Boolean);
  await until('the worker to start', () => lines().includes('ready'));
  return {
    activations: () =>
      lines()
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Activation),
    kill: async () => {
      program.kill('SIGKILL');
      await program.exit;
    },
  };
}

function compile(file: string): string {
  return transformFileSync(join(__dirname, file), {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }).code;
}
