import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import type { Simulator } from '../../simulator/start-simulator';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';
import type { DayQuota } from '../scenario';
import type { TemporalHost } from './temporal-host';

/** A worker process that is replaced when it dies, as a service manager would do. */
export interface WorkerHost {
  /** SIGKILL; resolves when a new one has been started. */
  killFor(ms: number): Promise<void>;
  /** Resolves when the worker that runs now asks for work. */
  ready(): Promise<void>;
  /** The last words of those that ended although nobody killed them. */
  ownEnds(): readonly string[];
  close(): Promise<void>;
}

/** What a worker works for. */
export interface AccountWorkerOptions {
  /** The folder of the build that is run. */
  readonly lib: string;
  readonly account: string;
  readonly quota?: DayQuota | undefined;
  readonly simulator: Simulator;
  readonly temporal: TemporalHost;
}

const LAST_LINES = 8;

/** Start `worker.js` of a build. */
export async function startWorkerHost(options: AccountWorkerOptions): Promise<WorkerHost> {
  const env = isolatedEnvironment(workerSettings(options));
  const ownEnds: string[] = [];
  let isExpectedToEnd = false;
  let worker = await start();

  async function start(): Promise<Program> {
    const started = await startProgram(join(options.lib, 'worker.js'), [], { env });
    void started.exit.then(() => {
      if (isExpectedToEnd) return;
      ownEnds.push(started.stderr().trim().split('\n').slice(-LAST_LINES).join('\n'));
      void pause(200).then(replace);
    });
    return started;
  }

  async function replace(): Promise<void> {
    isExpectedToEnd = false;
    worker = await start();
  }

  async function kill(): Promise<void> {
    isExpectedToEnd = true;
    worker.kill('SIGKILL');
    await worker.exit;
  }

  return {
    async killFor(ms) {
      await kill();
      await pause(ms);
      await replace();
    },
    async ready() {
      while (!(await isPolling(options, worker.pid))) await pause(50);
    },
    ownEnds: () => ownEnds,
    close: kill,
  };
}

async function isPolling({ temporal, account }: AccountWorkerOptions, pid: number): Promise<boolean> {
  const { workflowService, options } = temporal.client;
  const { pollers } = await workflowService.describeTaskQueue({
    namespace: options.namespace,
    taskQueue: { name: `dayhaul-${account}` },
  });
  return pollers.some(({ identity }) => identity?.startsWith(`${pid}@`));
}

function workerSettings({ account, quota, simulator, temporal }: AccountWorkerOptions): Readonly<Record<string, string>> {
  return {
    TEMPORAL_ADDRESS: temporal.address,
    DAYHAUL_ACCOUNT: account,
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
    TWILIO_BULK_EXPORTS_URL: simulator.origin,
    DAYHAUL_QUOTA_DAYS: quota ? String(quota.days) : 'none',
    DAYHAUL_QUOTA_RESERVE: String(quota?.reserve ?? 0),
  };
}
