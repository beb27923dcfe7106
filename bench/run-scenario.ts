import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from './contestants/contestant';
import { figuresOf } from './judge/figures-of';
import { startJudge } from './judge/start-judge';
import type { ContestantResult } from './report/result';
import type { Figure, Scenario } from './scenario';
import { takeTurns } from './take-turns';

/** Run a scenario so often for each contestant. */
export function runScenario(
  scenario: Scenario,
  contestants: readonly Contestant[],
  { runs, temporal }: { readonly runs: number; readonly temporal: string },
): Promise<readonly ContestantResult<Figure>[]> {
  const rivals = contestants.map((contestant) => ({
    name: contestant.name,
    gap: contestant.gapIn(scenario),
    measure: (run: number) => runOnce(scenario, contestant, { label: `bench-${scenario.name}-${run}`, temporal }),
  }));
  return takeTurns(rivals, runs);
}

async function runOnce(
  { work, preparations, killAfterDownloads }: Scenario,
  contestant: Contestant,
  place: { readonly label: string; readonly temporal: string },
): Promise<Record<Figure, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-bench-'));
  const judge = await startJudge(preparations);
  try {
    const killAt = killAfterDownloads === undefined ? undefined : judge.downloads(killAfterDownloads);
    if (work.quotaDays !== undefined) judge.skipIdleDays();
    await contestant.run(work, { ...place, folder, origin: judge.origin, ...(killAt && { killAt }) });
    const figures = figuresOf(await judge.observe(), work);
    if (figures.deliveredDays !== work.days) {
      throw new Error(`${contestant.name} delivered ${figures.deliveredDays} of ${work.days} days.`);
    }
    return figures;
  } finally {
    await judge.stop();
    await rm(folder, { recursive: true });
  }
}
