import type { Harness } from './harness';

/** What dies, and comes back; requests that are held are let go. */
export const KILLS: Readonly<Record<string, (harness: Harness) => Promise<void>>> = {
  'the worker is killed': async (harness) => {
    await harness.killWorker();
    harness.simulator.faults.release();
    await harness.startWorker();
  },
  'Temporal is killed': async (harness) => {
    await harness.restartTemporal();
    harness.simulator.faults.release();
  },
  'the way to Twilio is cut': async (harness) => {
    harness.simulator.faults.release();
    await harness.outage(3000);
  },
};
