import { setTimeout as pause } from 'node:timers/promises';
import { midnightsBetween } from '../calendar';
import type { Deed } from '../scenario';
import { createForeignJob } from './create-foreign-job';
import { giveOrder } from './send-command';
import type { Stage } from './world';

/**
 * Do something from outside. Resolves when the next deed may follow; what takes longer, such as a worker's return, is
 * handed to `later`.
 */
export async function doDeed(deed: Deed, stage: Stage, later: (work: Promise<void>) => void): Promise<void> {
  const { simulator, temporal, worker, notes } = stage;
  switch (deed.deed) {
    case 'killWorker':
      notes.workerKills++;
      later(worker.killFor(deed.backAfterMs));
      return pause(50);
    case 'killTemporal':
      later(temporal.killFor(deed.backAfterMs));
      return pause(50);
    case 'cut':
      simulator.faults.outage(true);
      simulator.faults.outage(false);
      return;
    case 'outage':
      simulator.faults.outage(true);
      await pause(deed.ms);
      simulator.faults.outage(false);
      return;
    case 'wait':
      return pause(deed.ms);
    case 'advance':
      advance(deed.ms, stage);
      return;
    case 'deleteJob':
      withJob(deed.pick, stage, (jobSid) => {
        simulator.deleteJob(jobSid);
      });
      return;
    case 'forgetJob':
      withJob(deed.pick, stage, (jobSid) => {
        simulator.forgetJob(jobSid);
      });
      return;
    case 'spendQuota':
      notes.foreignSpendings++;
      simulator.spendQuota(deed.days);
      return;
    case 'foreignJob':
      createForeignJob(deed, stage);
      return;
    case 'pause':
    case 'resume':
    case 'change':
    case 'cancel':
    case 'resubmit':
      return giveOrder(deed, stage);
  }
}

function advance(ms: number, { clock, notes }: Stage): void {
  const beforeMs = clock();
  clock.advance(ms);
  notes.midnightsPassed += midnightsBetween(beforeMs, clock());
}

function withJob(pick: number, { simulator }: Stage, use: (jobSid: string) => void): void {
  const jobs = simulator.jobs();
  const job = jobs[pick % Math.max(jobs.length, 1)];
  if (job) use(job.jobSid);
}
