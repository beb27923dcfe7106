import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import type { Rival } from '../take-turns';
import type { Comparison } from './comparison';

const STARTER = join(__dirname, '../../starter.js');
const STARTS = 10;

/** `dayhaul --help` beside Node alone. */
export const startUp: Comparison = {
  name: 'start-up',
  title: 'Start-up of the command line',
  labels: { startUpMs: 'milliseconds from start to end' },
  figures: ['startUpMs'],
  plots: ['startUpMs'],
  prepare: () => Promise.resolve([starts('Dayhaul', [STARTER, '--help']), starts('Node', ['-e', '0'])]),
};

function starts(name: string, args: readonly string[]): Rival<string> {
  return {
    name,
    async measure() {
      const startedMs = performance.now();
      for (let start = 0; start < STARTS; start++) {
        await promisify(execFile)(process.execPath, args, { env: isolatedEnvironment({}) });
      }
      return { startUpMs: (performance.now() - startedMs) / STARTS };
    },
  };
}
