import { Client, Connection } from '@temporalio/client';
import { summarize } from '../report/result';
import { measureLoad } from './measure-load';
import { loadsOf, type Sweep, type SweepFigure, type SweepPoint } from './sweep';

/** Run each load of a sweep so often, in turns, so that what else the machine does meets all of them. */
export async function runSweep(
  sweep: Sweep,
  { runs, temporal }: { readonly runs: number; readonly temporal: string },
): Promise<readonly SweepPoint[]> {
  const connection = await Connection.connect({ address: temporal });
  const client = new Client({ connection });
  const loads = loadsOf(sweep);
  const measured = loads.map((): Record<SweepFigure, number>[] => []);
  try {
    for (let run = 1; run <= runs; run++) {
      for (const [index, load] of loads.entries()) {
        const figures = await measureLoad(load, { client, address: temporal, label: `bench-${sweep.name}-${run}-${index}` });
        console.log(`  ${JSON.stringify(load)}, run ${run}: ${figures.seconds.toFixed(1)} s`);
        measured[index]?.push(figures);
      }
    }
  } finally {
    await connection.close();
  }
  return loads.map((load, index) => ({ load, ...summarize(measured[index] ?? []) }));
}
