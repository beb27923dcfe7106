import type { Harness } from './world';

/** How long an export is waited for. */
export interface StandstillTimeout {
  /** To be asked after each look at the export. */
  isOver(): boolean;
}

/** So many looks that show nothing new: 50 seconds when Temporal answers at once, longer on a busy machine. */
const LOOKS_AT_STANDSTILL = 480;

const MOST_LOOKS = 3000;

/**
 * Patience that lasts as long as something moves: a job is created, a day of one changes, the clock passes 00:00 UTC, an export
 * ends. It is measured in looks and not by a clock, so that a slow machine is not taken for a fault.
 */
export function createStandstillTimeout({ simulator, clock, notes }: Harness): StandstillTimeout {
  let seen = '';
  let looks = 0;
  let looksAtStandstill = 0;
  return {
    isOver() {
      const statuses = simulator.dayRequests().map(({ status }) => status);
      const now = [notes.running.size, notes.underWay, new Date(clock()).getUTCDate(), ...statuses].join();
      looksAtStandstill = now === seen ? looksAtStandstill + 1 : 0;
      seen = now;
      looks++;
      return looksAtStandstill > LOOKS_AT_STANDSTILL || looks > MOST_LOOKS;
    },
  };
}
