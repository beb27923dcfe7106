import type { Stage } from './stage';

/** How long exports are waited for. */
export interface Patience {
  isOver(): boolean;
}

/** Nothing moves for so long, milliseconds: more than a worker's death costs on a busy machine. */
const STANDSTILL_MS = 45_000;

const LONGEST_MS = 300_000;

/**
 * Patience that lasts as long as something moves: a job is created, a day of one changes, the clock passes 00:00 UTC, an
 * export ends. It is measured by what happens and not by a clock alone, so that a slow machine is not taken for a fault.
 */
export function createPatience({ simulator, clock, notes }: Stage): Patience {
  const startMs = performance.now();
  let seen = '';
  let movedAtMs = startMs;
  return {
    isOver() {
      const statuses = simulator.dayRequests().map(({ status }) => status);
      const now = [notes.running.size, notes.underWay, new Date(clock()).getUTCDate(), ...statuses].join();
      if (now !== seen) movedAtMs = performance.now();
      seen = now;
      return performance.now() - movedAtMs > STANDSTILL_MS || performance.now() - startMs > LONGEST_MS;
    },
  };
}
