import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator } from '../../simulator/start-simulator';
import { readHistories } from '../../tools/histories/read-histories';
import { replayHistories } from '../../tools/histories/replay-histories';
import { spell } from '../calendar';
import { querySteadily } from '../harness/query-steadily';
import { readArchive } from '../harness/read-archive';
import type { TemporalHost } from '../harness/temporal-host';
import { startWorkerHost, type WorkerHost } from '../harness/worker-host';
import { times } from '../random';
import { changeSteadily } from './change-steadily';
import { followByProcess } from './follow-by-process';
import type { KillObservations } from './kill-observations';
import type { KillPlan, PlannedKill } from './kill-plan';
import { watchExports } from './watch-exports';

/** How long the exports may take once nobody is killed any more, milliseconds. */
const END_WITHIN_MS = 600_000;

/**
 * Run the exports of a plan and kill their workers as planned, or until they end.
 * @param lib the folder of the build that is run
 */
export async function runKills(plan: KillPlan, lib: string, temporal: TemporalHost): Promise<KillObservations> {
  const account = `kills-${plan.seed}-${randomUUID().slice(0, 8)}`;
  const archive = await mkdtemp(join(tmpdir(), 'dayhaul-kills-'));
  const simulator = await startSimulator({ jobLife: plan.life });
  for (const fault of plan.faults) simulator.faults.plan(fault);
  const workers = await Promise.all(times(plan.workers, () => startWorkerHost({ lib, account, simulator, temporal })));
  const { client, address } = temporal;
  const exportIds = plan.exports.map(({ resourceType, range }) => `export-${account}-${resourceType}-${spell(range)}`);
  const workflowIds = [...exportIds, `day-quota-${account}`];
  const followers = await Promise.all(
    plan.exports.map((requested) => followByProcess({ lib, address, account, archive }, requested)),
  );
  const bundle = join(lib, 'workflow-bundle.js');
  const canReplay = async (workflowId: string) =>
    (await replayHistories(await readHistories(client, [{ workflowId }]), bundle)).length === 0;
  const stops = exportIds.flatMap((workflowId) => [
    querySteadily(client, workflowId),
    ...(plan.hasOperator ? [changeSteadily(client, workflowId)] : []),
  ]);
  try {
    const { ends, kills } = await killWhileWatched(plan.kills, workers, (signal) =>
      watchExports({ client, workflowIds: exportIds, canReplay, signal }),
    );
    const isWell = ends.every(({ status }) => status === 'COMPLETED');
    if (!isWell) for (const follower of followers) follower.kill('SIGKILL');
    const followerExits = await Promise.all(followers.map(({ exit }) => exit));
    const histories = await readHistories(
      client,
      workflowIds.map((workflowId) => ({ workflowId })),
    );
    return {
      plan,
      kills,
      ends,
      followerExits,
      histories,
      replayFailures: await replayHistories(histories, bundle),
      archive: await readArchive(archive),
      report: simulator.report(),
      workerOwnEnds: workers.flatMap((worker) => worker.ownEnds()),
    };
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    await Promise.all(workers.map((worker) => worker.close()));
    await simulator.close();
    await endAll(temporal, workflowIds);
    await rm(archive, { recursive: true, force: true });
  }
}

/** Kill as long as the exports run; then they have time to end. */
async function killWhileWatched<Ends>(
  planned: readonly PlannedKill[],
  workers: readonly WorkerHost[],
  watch: (signal: AbortSignal) => Promise<Ends>,
): Promise<{ readonly ends: Ends; readonly kills: number }> {
  const impatience = new AbortController();
  const watching = watch(impatience.signal);
  const over = watching.then(() => true);
  let kills = 0;
  for (const { afterMs, backAfterMs } of planned) {
    await Promise.all(workers.map((worker) => worker.ready()));
    if (await Promise.race([over, pause(afterMs, false)])) break;
    await workers[kills % workers.length]?.killFor(backAfterMs);
    kills++;
  }
  const timer = setTimeout(() => {
    impatience.abort();
  }, END_WITHIN_MS);
  const ends = await watching;
  clearTimeout(timer);
  return { ends, kills };
}

async function endAll({ client }: TemporalHost, workflowIds: readonly string[]): Promise<void> {
  for (const workflowId of workflowIds) {
    await client.workflow
      .getHandle(workflowId)
      .terminate()
      .catch(() => undefined);
  }
}
