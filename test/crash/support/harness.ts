import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { byDuration } from '../../../simulator/jobs/job-life';
import type { Simulator, SimulatorOptions } from '../../../simulator/start-simulator';
import type { WorkflowRun } from '../../../tools/histories/read-histories';
import type { Program } from '../../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../../tools/temporal-server/start-temporal';
import { quotaWorkflowId } from '../../../src/contract/ids';
import { eventually, newAccount } from '../../support/export-bench';
import { start, starter, workerSettings } from '../../support/programs';
import { replayEverything } from '../../support/replay-everything';
import { withSimulator } from '../../support/with-simulator';

/** Production intervals scaled down; the worker's own, such as its heartbeat's, stay as they are. */
const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 600ms --cancel-within 60s';

/** An export with everything under it as real processes, each of which can be killed. */
export interface Harness {
  readonly simulator: Simulator;
  /** Start an export of Messages; the words are those of the command line. */
  begin(args: string): Promise<string>;
  /** A client of the Temporal that runs now. */
  client(): Promise<Client>;
  killWorker(): Promise<void>;
  startWorker(): Promise<void>;
  /** Start another worker, and stop the old one by SIGTERM when the new one runs, as a rolling restart does. */
  replaceWorker(): Promise<void>;
  /** Kill Temporal and start it again on the same file and port. */
  restartTemporal(): Promise<void>;
  /** The way to Twilio is cut for so long, in milliseconds. */
  outage(ms: number): Promise<void>;
  /** Wait until an export ended; what `status --json` tells of it. */
  endOf(workflowId: string): Promise<ExportEnd>;
}

interface ExportEnd {
  readonly state: string;
  readonly days: Readonly<Record<string, number>>;
  readonly requestedDays: number;
}

/** Play a scene on a stage of its own, which is cleared whatever happens. At its end, every workflow has to replay. */
export async function withHarness(
  use: (harness: Harness) => Promise<void>,
  {
    simulator: options = {},
    dynamicConfig = {},
  }: { readonly simulator?: SimulatorOptions; readonly dynamicConfig?: Record<string, number> } = {},
): Promise<void> {
  await withSimulator({ jobLife: byDuration({ jobMs: 500 }), ...options }, async (simulator) => {
    const folder = mkdtempSync(join(tmpdir(), 'dayhaul-crash-'));
    const file = { dbFilename: join(folder, 'temporal.db'), dynamicConfig };
    let temporal: TemporalServer = await startTemporal(file);
    let connection: Connection | undefined;
    let worker: Program | undefined;
    const account = newAccount();
    const runs: WorkflowRun[] = [{ workflowId: quotaWorkflowId(account) }];
    const settings = () => ({ TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account });

    const harness: Harness = {
      simulator,
      begin: async (args) => {
        const { stdout, stderr } = await starter(`export --resource-type Messages ${args} ${QUICK} --json`, settings());
        if (stdout === '') throw new Error(stderr);
        const { workflowId } = JSON.parse(stdout) as { workflowId: string };
        runs.push({ workflowId });
        return workflowId;
      },
      client: async () => {
        await connection?.close();
        connection = await Connection.connect({ address: temporal.address });
        return new Client({ connection });
      },
      killWorker: async () => {
        worker?.kill('SIGKILL');
        await worker?.exit;
      },
      startWorker: async () => {
        worker = await start('worker', [], { ...settings(), ...workerSettings(simulator.origin) });
      },
      replaceWorker: async () => {
        const old = worker;
        await harness.startWorker();
        await eventually(
          () => `${worker?.stdout()}${worker?.stderr()}`,
          (log) => log.includes('is running'),
        );
        old?.kill('SIGTERM');
        expect(await old?.exit).toBe(0);
      },
      restartTemporal: async () => {
        const port = Number(temporal.address.split(':')[1]);
        await temporal.kill('SIGKILL');
        temporal = await startTemporal({ ...file, port });
      },
      outage: async (ms) => {
        simulator.faults.outage(true);
        await new Promise((resolve) => setTimeout(resolve, ms));
        simulator.faults.outage(false);
      },
      endOf: (workflowId) =>
        eventually(
          async () => {
            const { stdout } = await starter(`status ${workflowId} --json`, settings());
            return JSON.parse(stdout === '' ? '{"state":"running"}' : stdout) as ExportEnd;
          },
          ({ state }) => state !== 'running',
          150_000,
        ),
    };
    try {
      await harness.startWorker();
      await use(harness);
      await replayEverything(await harness.client(), runs);
    } finally {
      simulator.faults.release();
      await worker?.stop();
      await connection?.close();
      await temporal.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
