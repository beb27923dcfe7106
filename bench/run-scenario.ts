import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from './contestants/contestant';
import { figuresOf } from './judge/figures-of';
import { startJudge } from './judge/start-judge';
import { summarize, type ContestantResult } from './report/result';
import type { Figure, Scenario } from './scenario';

/** Run a scenario so often for each contestant, in turns, so that what else the machine does meets all of them. */
export async function runScenario(
  scenario: Scenario,
  contestants: readonly Contestant[],
  { runs, temporal }: { readonly runs: number; readonly temporal: string },
): Promise<readonly ContestantResult[]> {
  const figures = contestants.map((): Record<Figure, number>[] => []);
  for (let run = 1; run <= runs; run++) {
    for (const [index, contestant] of contestants.entries()) {
      const label = `bench-${scenario.name}-${run}`;
      const measured = await runOnce(scenario, contestant, { label, temporal });
      console.log(`  ${contestant.name}, run ${run}: ${measured.seconds.toFixed(1)} s`);
      figures[index]?.push(measured);
    }
  }
  return contestants.map(({ name }, index) => ({ name, ...summarize(figures[index] ?? []) }));
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
