import { setTimeout as pause } from 'node:timers/promises';
import { midnightsBetween } from '../calendar';
import type { Action } from '../scenario';
import { createForeignJob } from './create-foreign-job';
import { sendCommand } from './send-command';
import type { Harness } from './world';

/**
 * Do something from outside. Resolves when the next action may follow; what takes longer, such as a worker's return, is handed to
 * `later`.
 */
export async function performAction(action: Action, harness: Harness, later: (work: Promise<void>) => void): Promise<void> {
  const { simulator, temporal, worker, notes } = harness;
  switch (action.action) {
    case 'killWorker':
      notes.workerKills++;
      later(worker.killFor(action.backAfterMs));
      return pause(50);
    case 'killTemporal':
      later(temporal.killFor(action.backAfterMs));
      return pause(50);
    case 'cut':
      simulator.faults.outage(true);
      simulator.faults.outage(false);
      return;
    case 'outage':
      simulator.faults.outage(true);
      await pause(action.ms);
      simulator.faults.outage(false);
      return;
    case 'wait':
      return pause(action.ms);
    case 'advance':
      advance(action.ms, harness);
      return;
    case 'deleteJob':
      withJob(action.pick, harness, (jobSid) => {
        simulator.deleteJob(jobSid);
      });
      return;
    case 'forgetJob':
      withJob(action.pick, harness, (jobSid) => {
        simulator.forgetJob(jobSid);
      });
      return;
    case 'spendQuota':
      notes.foreignSpendings++;
      simulator.spendQuota(action.days);
      return;
    case 'foreignJob':
      createForeignJob(action, harness);
      return;
    case 'pause':
    case 'resume':
    case 'change':
    case 'cancel':
    case 'resubmit':
      return sendCommand(action, harness);
  }
}

function advance(ms: number, { clock, notes }: Harness): void {
  const beforeMs = clock();
  clock.advance(ms);
  notes.midnightsPassed += midnightsBetween(beforeMs, clock());
}

function withJob(pick: number, { simulator }: Harness, use: (jobSid: string) => void): void {
  const jobs = simulator.jobs();
  const job = jobs[pick % Math.max(jobs.length, 1)];
  if (job) use(job.jobSid);
}
