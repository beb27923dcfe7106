import { Client, Connection } from '@temporalio/client';
import type { Simulator } from '../../../simulator/start-simulator';
import { quotaWorkflowId } from '../../../src/contract/ids';
import type { Program } from '../../../tools/programs/start-program';
import type { TemporalCluster } from '../../../tools/temporal-cluster/start-cluster';
import { eventually, newAccount } from '../../support/export-bench';
import { start, starter, workerSettings } from '../../support/programs';
import { replayEverything } from '../../support/replay-everything';
import { withSimulator } from '../../support/with-simulator';

/** Production intervals scaled down. */
const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 2s';

const WITHIN_MS = 150_000;

/** An account on a cluster, with two worker processes. */
export interface Harness {
  readonly simulator: Simulator;
  readonly client: Client;
  /** What a program needs to reach the cluster as this account. */
  readonly settings: Readonly<Record<string, string>>;
  /** SIGKILL to the older worker; another one takes its place. */
  replaceWorker(): Promise<void>;
  /** Start an export of Messages; the words are those of the command line. */
  begin(args: string): Promise<string>;
  /** Resolves when Twilio has so many jobs. */
  untilJobs(count: number): Promise<unknown>;
  /** Wait until an export ended; what `status --json` shows of it. */
  endOf(workflowId: string): Promise<object>;
}

/** Run exports on a cluster. At the end every workflow has to replay, unless Temporal forgets histories meanwhile. */
export async function withHarness(
  cluster: TemporalCluster,
  use: (harness: Harness) => Promise<void>,
  { keepsHistories = true }: { readonly keepsHistories?: boolean } = {},
): Promise<void> {
  await withSimulator(async (simulator) => {
    const account = newAccount();
    const settings = { TEMPORAL_ADDRESS: cluster.address, DAYHAUL_ACCOUNT: account };
    const connection = await Connection.connect({ address: cluster.address });
    const client = new Client({ connection });
    const workflowIds = [quotaWorkflowId(account)];
    const workers: Program[] = [];
    const startWorker = async () => {
      workers.push(await start('worker', [], { ...settings, ...workerSettings(simulator.origin) }));
    };
    const harness: Harness = {
      simulator,
      client,
      settings,
      replaceWorker: async () => {
        workers.shift()?.kill('SIGKILL');
        await startWorker();
      },
      begin: async (args) => {
        const { stdout, stderr } = await starter(`export --resource-type Messages ${args} ${QUICK} --json`, settings);
        if (stdout === '') throw new Error(stderr);
        const { workflowId } = JSON.parse(stdout) as { workflowId: string };
        workflowIds.push(workflowId);
        return workflowId;
      },
      untilJobs: (count) =>
        eventually(
          () => simulator.jobs().length,
          (made) => made >= count,
          WITHIN_MS,
        ),
      endOf: (workflowId) =>
        eventually(
          async () => {
            const { stdout } = await starter(`status ${workflowId} --json`, settings);
            return JSON.parse(stdout === '' ? '{"state":"running"}' : stdout) as { readonly state: string };
          },
          ({ state }) => state !== 'running',
          WITHIN_MS,
        ),
    };
    try {
      await startWorker();
      await startWorker();
      await use(harness);
      const runs = workflowIds.map((workflowId) => ({ workflowId }));
      if (keepsHistories) await replayEverything(client, runs);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
      await connection.close();
    }
  });
}
