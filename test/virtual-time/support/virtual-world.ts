import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SIMULATED_ACCOUNT } from '../../../simulator/accounts/account';
import type { Simulator, SimulatorOptions } from '../../../simulator/start-simulator';
import { createBulkExportApi } from '../../../src/bulk-export/client';
import { quotaWorkflowId, taskQueueOf } from '../../../src/contract/ids';
import { addDays, dayOf, startOfDay, type Day } from '../../../src/domain/days/day-range';
import { DAYS_PER_UTC_DAY } from '../../../src/domain/twilio/limits';
import { createWorker } from '../../../src/runtime/create-worker';
import type { exportDayRange } from '../../../src/workflows';
import type { WorkflowRun } from '../../../tools/histories/read-histories';
import { days } from '../../support/days';
import { endOf, type ExportHandle, type ExportRequest, type TestEnd } from '../../support/export-bench';
import { quietRuntime } from '../../support/quiet-runtime';
import { replayEverything } from '../../support/replay-everything';
import { withSimulator } from '../../support/with-simulator';
import { onVirtualClock } from './on-virtual-clock';
import { VirtualClock } from './virtual-clock';
import { whileTimeSkips } from './while-time-skips';

const ACCOUNT = 'virtual';
const MINUTE = 60_000;

/** A time-skipping server with a worker under Twilio's quota, for a simulator that enforces it. */
export interface VirtualWorld {
  readonly client: Client;
  readonly simulator: Simulator;
  /** The UTC day on which the world begins, five minutes after midnight. */
  readonly firstDay: Day;
  /** Start an export with production's options, but for those given. */
  start(request: ExportRequest & { readonly range: string }): Promise<ExportHandle>;
  /** Let time leap until these exports have ended; the last thing a test does, for then it leaps on for years. */
  leapToEndOf(exports: readonly ExportHandle[]): Promise<TestEnd[]>;
  /** Let so much virtual time pass. */
  pass(ms: number): Promise<void>;
}

export interface VirtualOptions extends SimulatorOptions {
  /** What somebody else does on each UTC day, before the first call of that day. */
  readonly everyUtcDay?: (simulator: Simulator) => void;
}

/**
 * Run a test in a virtual world of its own: the server is global to all that run on it, and slower with age. At its end, every
 * workflow has to replay.
 */
export async function inVirtualTime(options: VirtualOptions, use: (world: VirtualWorld) => Promise<void>): Promise<void> {
  quietRuntime();
  const server = await startServer();
  try {
    const clock = new VirtualClock(() => server.currentTimeMs());
    const firstDay = addDays(dayOf(await clock.read()), 1);
    await server.sleep(startOfDay(firstDay) + 5 * MINUTE - clock.now());
    const simulated = { clock: clock.now, quota: { days: DAYS_PER_UTC_DAY }, ...options };
    await withSimulator(simulated, async (simulator) => {
      const readClock = callEveryUtcDay(clock, () => options.everyUtcDay?.(simulator));
      const runs: WorkflowRun[] = [{ workflowId: quotaWorkflowId(ACCOUNT) }];
      const world = worldOf(server, simulator, firstDay, runs);
      await withWorker(server, simulator, readClock, () => use(world));
      await replayEverything(world.client, runs);
    });
  } finally {
    await server.teardown();
  }
}

/** The SDK gives a server five seconds to start, which may be too few on a busy machine. */
async function startServer(attemptsLeft = 3): Promise<TestWorkflowEnvironment> {
  const path = process.env['DAYHAUL_TEMPORAL_TEST_SERVER'] ?? '';
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
  } catch (error) {
    if (attemptsLeft === 1) throw error;
    return startServer(attemptsLeft - 1);
  }
}

/** Reads the clock, and calls back when that is the first time on a UTC day. */
function callEveryUtcDay(clock: VirtualClock, callBack: () => void): () => Promise<void> {
  let utcDay: Day | undefined;
  return async () => {
    const today = dayOf(await clock.read());
    if (today !== utcDay) callBack();
    utcDay = today;
  };
}

async function withWorker(
  server: TestWorkflowEnvironment,
  { origin }: Simulator,
  readClock: () => Promise<void>,
  use: () => Promise<void>,
): Promise<void> {
  const { accountSid, authToken } = SIMULATED_ACCOUNT;
  const api = createBulkExportApi({
    accountSid,
    username: accountSid,
    password: authToken,
    baseUrl: origin,
    fileHosts: ['127.0.0.1'],
  });
  const worker = await createWorker({
    connection: server.nativeConnection,
    namespace: 'default',
    account: ACCOUNT,
    api: onVirtualClock(api, readClock),
    quota: { group: ACCOUNT, days: DAYS_PER_UTC_DAY, reserve: 0 },
    bundlePath: join(__dirname, '../../../lib/workflow-bundle.js'),
  });
  const running = worker.run();
  try {
    await use();
  } finally {
    worker.shutdown();
    await running;
  }
}

function worldOf(server: TestWorkflowEnvironment, simulator: Simulator, firstDay: Day, runs: WorkflowRun[]): VirtualWorld {
  // The environment's own client unlocks time for each result it waits for, and loses count with several.
  const client = new Client({ connection: server.connection });
  const readServer = () => server.currentTimeMs();
  return {
    client,
    simulator,
    firstDay,
    start: async ({ range, resourceType = 'Messages', options = {} }) => {
      const workflowId = `export-${ACCOUNT}-${resourceType}-${range}`;
      const handle = await client.workflow.start<typeof exportDayRange>('exportDayRange', {
        workflowId,
        taskQueue: taskQueueOf(ACCOUNT),
        args: [{ account: ACCOUNT, resourceType, range: days(range), options }],
      });
      runs.push({ workflowId, runId: handle.firstExecutionRunId });
      return handle;
    },
    leapToEndOf: async (exports) => {
      await server.connection.testService?.unlockTimeSkipping({});
      return whileTimeSkips(readServer, (signal) => client.withAbortSignal(signal, () => Promise.all(exports.map(endOf))));
    },
    pass: (ms) => whileTimeSkips(readServer, () => server.sleep(ms)),
  };
}
