import { dayAt } from '../../simulator/calendar';
import { addDays, HOUR_MS } from '../calendar';
import { drawn, type Chance } from '../random';
import type { DayQuota, ExportSpec, Scenario } from '../scenario';
import { drawEvents } from './events';
import { drawExports, lengthOf } from './exports';
import { drawFaults } from './faults';
import { drawFates, drawForeignJobs, drawLife, drawView } from './twilio';
import { drawDeliveries } from './deliveries';

/** The scenario of a seed. */
export function scenarioOf(seed: number): Scenario {
  return drawn(seed, (chance) => {
    const startMs = drawStart(chance);
    const newestDay = addDays(dayAt(startMs), -2);
    const exports = drawExports(chance, newestDay);
    const quota = drawQuota(chance, exports);
    const scene = { startMs, newestDay, exports, quota };
    const scenario = {
      seed,
      startMs,
      exports,
      life: drawLife(chance),
      view: drawView(chance),
      fates: drawFates(chance, exports),
      quota,
      foreignJobs: drawForeignJobs(chance, scene),
      faults: drawFaults(chance, exports),
      events: drawEvents(chance, scene),
    };
    return { ...scenario, ...drawDeliveries(chance, scenario) };
  });
}

/** Often close to the end of a UTC day. */
function drawStart(chance: Chance): number {
  const dayMs = Date.UTC(2024, 2, chance.between(15, 28));
  const secondMs = 1000 * chance.between(0, 59);
  if (chance.percent(10)) return dayMs - 90_000 + secondMs;
  if (chance.percent(10)) return dayMs + secondMs;
  return dayMs + chance.between(1, 22) * HOUR_MS + secondMs;
}

/** So much that the exports take at most about four UTC days. */
function drawQuota(chance: Chance, exports: readonly ExportSpec[]): DayQuota | undefined {
  if (!chance.percent(45)) return undefined;
  const requested = exports.reduce((days, { range }) => days + lengthOf(range), 0);
  const days = chance.between(Math.ceil(requested / 3), requested + 5);
  const reserve = chance.percent(25) ? chance.between(1, Math.ceil(days / 10)) : 0;
  return { days: days + reserve, reserve, refusal: chance.oneOf([400, 400, 429]) };
}
