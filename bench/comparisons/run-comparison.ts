import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContestantResult } from '../report/result';
import { takeTurns } from '../take-turns';
import type { Comparison } from './comparison';
import { largeFile } from './large-file';
import { startUp } from './start-up';

/** All comparisons, in the order of the page. */
export const COMPARISONS: readonly Comparison[] = [largeFile, startUp];

/** Run a comparison so often for each rival. */
export async function runComparison(prepare: Comparison['prepare'], runs: number): Promise<readonly ContestantResult<string>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-bench-'));
  try {
    return await takeTurns(await prepare(folder), runs);
  } finally {
    await rm(folder, { recursive: true });
  }
}
