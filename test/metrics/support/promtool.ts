import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { findPrometheus } from '../../../tools/prometheus/find-prometheus';

/**
 * Run promtool.
 *
 * @returns undefined without Go to build it with, which is a failure in CI only
 */
export async function promtool(args: readonly string[], input = ''): Promise<SpawnSyncReturns<string> | undefined> {
  const path = await orSkipped('promtool', () => findPrometheus('promtool'));
  return path === undefined ? undefined : spawnSync(path, args, { input, encoding: 'utf8' });
}

/** The result, or one line on what is skipped; in CI, the error. */
export async function orSkipped<T>(what: string, find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.stderr.write(`Skipped: what needs ${what}: ${(error as Error).message}.\n`);
    return undefined;
  }
}
