import { peakMemory } from '../../../bench/report/peak-memory';
import { findFreePort } from '../../../tools/programs/find-free-port';
import { start } from '../../support/programs';

const SAMPLE_EVERY_MS = 50;

/** A worker as a process of its own, with its figures so far. */
export interface MeasuredWorker {
  /** The most polls that were open at the same time, over all task queues, by the metrics of Temporal's SDK. */
  mostPolls(): number;
  /** Bytes. */
  peakMemory(): Promise<number>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Start a worker, and sample its metrics until it ends. */
export async function startMeasured(settings: Readonly<Record<string, string>>): Promise<MeasuredWorker> {
  const metrics = `127.0.0.1:${await findFreePort()}`;
  const worker = await start('worker', [], { ...settings, DAYHAUL_METRICS: metrics });
  let most = 0;
  const sampling = setInterval(() => {
    void pollsAt(`http://${metrics}/metrics`).then((polls) => {
      most = Math.max(most, polls);
    });
  }, SAMPLE_EVERY_MS);
  void worker.exit.then(() => {
    clearInterval(sampling);
  });
  return {
    mostPolls: () => most,
    peakMemory: () => peakMemory(worker.pid),
    kill: async () => {
      worker.kill('SIGKILL');
      await worker.exit;
    },
    stop: () => worker.stop(),
  };
}

async function pollsAt(url: string): Promise<number> {
  const text = await fetch(url).then(
    (response) => response.text(),
    () => '',
  );
  return [...text.matchAll(/^temporal_num_pollers\{.*\} (\d+)$/gm)].reduce((sum, [, polls]) => sum + Number(polls), 0);
}
