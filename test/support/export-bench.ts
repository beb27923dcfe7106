import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection, WorkflowFailedError, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import type { Simulator } from '../../simulator/start-simulator';
import type { S3Settings } from '../../src/archive/stores/s3/s3-client';
import { createBulkExportApi } from '../../src/bulk-export/client';
import { taskQueueOf } from '../../src/contract/ids';
import type { ExportOutcome } from '../../src/domain/describe/outcome';
import type { QuotaSettings } from '../../src/domain/quota/quota-limit';
import type { ExportOptions } from '../../src/domain/request/export-options';
import type { RelativeRange } from '../../src/domain/request/export-request';
import type { ResourceType } from '../../src/domain/twilio/resource-type';
import { createWorker } from '../../src/runtime/create-worker';
import type { NotifyTarget } from '../../src/settings/notify';
import type { exportDayRange } from '../../src/workflows';
import { startTemporal, type StartTemporalOptions, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { days } from './days';
import { quietRuntime } from './quiet-runtime';

/** Production intervals scaled down, so that an export of a test takes a second or two. */
const QUICK: Partial<ExportOptions> = {
  daysPerChunk: 7,
  pollMinMs: 50,
  pollMaxMs: 250,
  resubmitAfterMs: 100,
  ambiguityWaitMs: 400,
};

export type ExportHandle = WorkflowHandleWithFirstExecutionRunId<typeof exportDayRange>;

/** How an export of a test ended. */
export interface TestEnd {
  readonly outcome?: ExportOutcome;
  readonly failure?: ApplicationFailure;
}

export interface ExportRequest {
  /** Days as `2024-03-01..2024-03-20`, or to be named at the start. */
  readonly range: string | RelativeRange;
  readonly resourceType?: ResourceType;
  readonly options?: Partial<ExportOptions>;
  readonly isSearchable?: true;
}

/** A real Temporal server with a client, on which tests run exports against simulators. */
export interface ExportBench {
  readonly client: Client;
  readonly temporal: TemporalServer;
  /** Start an export; the worker for it is the caller's business. */
  start(account: string, request: ExportRequest): Promise<ExportHandle>;
  /** A worker of the account with that label, for a simulator; it is stopped after the test at the latest. */
  startWorker(
    account: string,
    simulator: Pick<Simulator, 'origin'>,
    settings?: {
      readonly authToken?: string;
      readonly quota?: Partial<QuotaSettings>;
      readonly s3?: S3Settings;
      readonly notify?: readonly NotifyTarget[];
      /** Another one than that of the bench, which can have one worker for each label. */
      readonly connection?: NativeConnection;
    },
  ): Promise<TestWorker>;
  stopWorkers(): Promise<void>;
  /** Start an export with a worker of its own, and wait until Twilio has so many jobs of it. */
  begin(simulator: Simulator, request: ExportRequest, untilJobs: number): Promise<BegunExport>;
  /** Start an export with a worker of its own and see it through. */
  run(simulator: Simulator, request: ExportRequest): Promise<TestEnd & { readonly handle: ExportHandle }>;
}

interface BegunExport {
  readonly account: string;
  readonly worker: TestWorker;
  readonly handle: ExportHandle;
}

interface TestWorker {
  stop(): Promise<void>;
}

/** A label no other test uses: its task queue is the test's own. */
export function newAccount(): string {
  return `test-${randomUUID().slice(0, 8)}`;
}

/** One Temporal server for all tests of a file. */
export function useExportBench(options: StartTemporalOptions = {}): () => ExportBench {
  let bench: ExportBench | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    quietRuntime();
    const temporal = await startTemporal(options);
    const connection = await Connection.connect({ address: temporal.address });
    const native = await NativeConnection.connect({ address: temporal.address });
    bench = createBench(temporal, new Client({ connection }), native);
    close = async () => {
      await native.close();
      await connection.close();
      await temporal.stop();
    };
  });
  afterEach(() => bench?.stopWorkers());
  afterAll(() => close?.());
  return () => {
    if (!bench) throw new Error('The bench is there only while tests run.');
    return bench;
  };
}

/** How an export ended; waits for it. */
export async function endOf(handle: Pick<ExportHandle, 'result'>): Promise<TestEnd> {
  try {
    return { outcome: await handle.result() };
  } catch (error) {
    if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure) {
      return { failure: error.cause };
    }
    throw error;
  }
}

/** Ask again and again until an answer satisfies; fails when it never does. */
export async function eventually<T>(ask: () => Promise<T> | T, satisfies: (answer: T) => boolean, withinMs = 40_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > end) throw new Error(`Not so within ${withinMs} ms: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the pending activities of an export complain of or wait for, as the Temporal UI shows it. */
export async function pendingMessages(handle: Pick<ExportHandle, 'describe'>): Promise<string[]> {
  const { raw } = await handle.describe();
  return (raw.pendingActivities ?? []).map(({ lastFailure }) => lastFailure?.message ?? '');
}

function createBench(temporal: TemporalServer, client: Client, ownConnection: NativeConnection): ExportBench {
  const start: ExportBench['start'] = (account, request) => {
    const { resourceType = 'Messages', options, isSearchable } = request;
    const range = typeof request.range === 'string' ? days(request.range) : request.range;
    const named = typeof request.range === 'string' ? request.range : 'scheduled';
    return client.workflow.start<typeof exportDayRange>('exportDayRange', {
      workflowId: `export-${account}-${resourceType}-${named}`,
      taskQueue: taskQueueOf(account),
      args: [{ account, resourceType, range, options: { ...QUICK, ...options }, isSearchable }],
    });
  };

  const workers: TestWorker[] = [];
  const startWorker: ExportBench['startWorker'] = async (
    account,
    { origin },
    { authToken = SIMULATED_ACCOUNT.authToken, quota = {}, s3 = {}, notify = [], connection = ownConnection } = {},
  ) => {
    const { accountSid } = SIMULATED_ACCOUNT;
    const api = createBulkExportApi({
      accountSid,
      username: accountSid,
      password: authToken,
      baseUrl: origin,
      fileHosts: ['127.0.0.1'],
    });
    const worker = await createWorker({
      connection,
      namespace: temporal.namespace,
      account,
      api,
      quota: { group: account, days: 'none', reserve: 0, ...quota },
      s3,
      notify,
      bundlePath: join(__dirname, '../../lib/workflow-bundle.js'),
    });
    const running = worker.run();
    const stop = async () => {
      worker.shutdown();
      await running;
    };
    workers.push({ stop });
    return { stop };
  };

  return {
    client,
    temporal,
    start,
    startWorker,
    stopWorkers: async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    },
    begin: async (simulator, request, untilJobs) => {
      const account = newAccount();
      const worker = await startWorker(account, simulator);
      const handle = await start(account, request);
      await eventually(
        () => simulator.jobs().length,
        (jobs) => jobs >= untilJobs,
      );
      return { account, worker, handle };
    },
    run: async (simulator, request) => {
      const account = newAccount();
      await startWorker(account, simulator);
      const handle = await start(account, request);
      return { handle, ...(await endOf(handle)) };
    },
  };
}
