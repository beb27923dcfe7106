import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { movableClock } from '../simulator/movable-clock';
import { startSimulator, type Simulator } from '../simulator/start-simulator';
import { readHistories, type WorkflowRun } from '../tools/histories/read-histories';
import { replayHistories } from '../tools/histories/replay-histories';
import { HOUR_MS } from './calendar';
import { createForeignJob } from './harness/create-foreign-job';
import { followExport } from './harness/follow-export';
import { scheduleEvents } from './harness/schedule-events';
import { skipIdleDays } from './harness/skip-idle-days';
import type { TemporalHost } from './harness/temporal-host';
import { startWorkerHost } from './harness/worker-host';
import { emptyNotes, type Harness } from './harness/world';
import type { ExportObservations, Observations } from './observations';
import type { Scenario } from './scenario';
import { readArchive } from './harness/read-archive';

/**
 * Run a scenario to its end.
 * @param lib the folder of the build that is judged
 */
export async function runScenario(scenario: Scenario, lib: string, temporal: TemporalHost): Promise<Observations> {
  const account = `chaos-${scenario.seed}-${randomUUID().slice(0, 8)}`;
  const oldestHours = Math.max(0, ...scenario.foreignJobs.map(({ ageHours }) => ageHours));
  const archive = await mkdtemp(join(tmpdir(), 'dayhaul-chaos-archive-'));
  const clock = movableClock({ startMs: scenario.startMs - oldestHours * HOUR_MS });
  const simulator = await startSimulator({
    clock,
    jobLife: scenario.life,
    view: scenario.view,
    ...(scenario.quota && { quota: { days: scenario.quota.days, refusal: scenario.quota.refusal } }),
  });
  try {
    scriptDays(scenario, simulator);
    const notes = emptyNotes();
    makeForeignJobs(scenario, { simulator, notes, clock }, oldestHours);
    for (const fault of scenario.faults) simulator.faults.plan(fault);
    const worker = await startWorkerHost({ lib, account, quota: scenario.quota, simulator, temporal });
    try {
      return await run({ scenario, lib, account, clock, simulator, temporal, archive, worker, notes });
    } finally {
      await worker.close();
    }
  } finally {
    await simulator.close();
    await rm(archive, { recursive: true, force: true });
    await endQuota(temporal, account);
  }
}

async function run(harness: Harness): Promise<Observations> {
  const { scenario, simulator, notes, worker } = harness;
  const scheduled = scheduleEvents(harness);
  const stopSkipping = skipIdleDays(harness);
  let exports: readonly ExportObservations[];
  try {
    exports = await Promise.all(
      scenario.exports.map(async (spec) => {
        await pause(spec.startsAfterMs);
        return followExport(harness, spec);
      }),
    );
  } finally {
    await stopSkipping();
    simulator.faults.release();
    await scheduled.settle();
  }
  const { commands, pauses, foreignSpendings, foreignRefusals, midnightsPassed, workerKills } = notes;
  const histories = await readHistories(harness.temporal.client, runsOf(harness));
  return {
    scenario,
    exports,
    archive: await readArchive(harness.archive),
    histories,
    replayFailures: await replayHistories(histories, join(harness.lib, 'workflow-bundle.js')),
    jobs: simulator.jobs(),
    dayRequests: simulator.dayRequests(),
    requests: simulator.requests(),
    report: simulator.report(),
    commands,
    pauses,
    foreignSpendings,
    foreignRefusals,
    midnightsPassed,
    workerKills,
    workerOwnEnds: worker.ownEnds(),
  };
}

/** From the first run of each export and from the latest: one that was started again has two that know nothing of each other. */
function runsOf({ account, notes: { firstRuns } }: Harness): readonly WorkflowRun[] {
  const latest = firstRuns.map(({ workflowId }) => ({ workflowId }));
  return [...firstRuns, ...latest, { workflowId: `day-quota-${account}` }];
}

function scriptDays({ fates }: Scenario, simulator: Simulator): void {
  for (const { day, resourceType, fate } of fates) {
    const script = simulator.day(day, resourceType);
    switch (fate.kind) {
      case 'fails':
        script.fails(fate.times);
        break;
      case 'failsForEver':
        script.failsForEver();
        break;
      case 'empty':
        script.isEmpty();
        break;
      case 'reports':
        script.reports(...fate.statuses);
        break;
    }
  }
}

/** The oldest first, while the clock comes nearer to the start. */
function makeForeignJobs(
  { foreignJobs }: Scenario,
  harness: Pick<Harness, 'simulator' | 'notes' | 'clock'>,
  oldestHours: number,
): void {
  let hoursToStart = oldestHours;
  for (const job of foreignJobs) {
    harness.clock.advance((hoursToStart - job.ageHours) * HOUR_MS);
    hoursToStart = job.ageHours;
    createForeignJob(job, harness);
  }
  harness.clock.advance(hoursToStart * HOUR_MS);
}

async function endQuota({ client }: TemporalHost, account: string): Promise<void> {
  await client.workflow
    .getHandle(`day-quota-${account}`)
    .terminate()
    .catch(() => undefined);
}
