import { byDuration } from '../../simulator/jobs/job-life';
import { addDays } from '../calendar';
import { drawn, times, type Chance } from '../random';
import { RESOURCE_TYPES } from '../scenario';
import { drawSteadyFaults } from './draw-steady-faults';
import type { ArchivedExport, KillPlan, PlannedKill } from './kill-plan';

/** Days of all exports of a run together. */
const TOTAL_DAYS = 400;

/** The kills of one run, at most. */
const KILLS = 20;

/**
 * The kill plan of a seed. With two workers the older one dies: it has the sticky queues, and the other one completes activities at
 * once.
 */
export function killPlanOf(seed: number): KillPlan {
  return drawn(seed, (chance) => ({
    seed,
    exports: drawArchivedExports(chance),
    life: byDuration({ jobMs: chance.between(500, 2000), parallel: chance.between(2, 4) }),
    faults: drawSteadyFaults(chance),
    workers: chance.oneOf([1, 2, 2]),
    kills: drawKills(chance),
    hasOperator: chance.percent(50),
  }));
}

/** One export of all days, or one for each resource type. */
function drawArchivedExports(chance: Chance): readonly ArchivedExport[] {
  const count = chance.oneOf([1, 2, 4]);
  const startDay = '2023-01-01';
  const pollMinMs = chance.oneOf([1000, 1500, 2000]);
  return RESOURCE_TYPES.slice(0, count).map((resourceType) => ({
    resourceType,
    range: { startDay, endDay: addDays(startDay, TOTAL_DAYS / count - 1) },
    daysPerChunk: chance.between(5, 10),
    openJobs: chance.between(3, 6),
    pollMinMs,
    pollMaxMs: 2 * pollMinMs,
  }));
}

/**
 * Half of the runs have a kill every 3 to 8 seconds, which leaves time for a sticky queue to time out; the others have one 0.5 to 3
 * seconds after the workers ask for work.
 */
function drawKills(chance: Chance): readonly PlannedKill[] {
  const [least, most] = chance.oneOf<readonly [number, number]>([
    [3000, 8000],
    [500, 3000],
  ]);
  return times(KILLS, () => ({ afterMs: chance.between(least, most), backAfterMs: chance.oneOf([0, chance.between(0, 1500)]) }));
}
