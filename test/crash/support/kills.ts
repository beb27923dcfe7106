import type { Stage } from './harness';

/** What dies, and comes back; requests that are held are let go. */
export const KILLS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'the worker is killed': async (stage) => {
    await stage.killWorker();
    stage.simulator.faults.release();
    await stage.startWorker();
  },
  'Temporal is killed': async (stage) => {
    await stage.restartTemporal();
    stage.simulator.faults.release();
  },
  'the way to Twilio is cut': async (stage) => {
    stage.simulator.faults.release();
    await stage.outage(3000);
  },
};
