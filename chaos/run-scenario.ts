import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SIMULATED_ACCOUNT } from '../simulator/account';
import { movableClock } from '../simulator/movable-clock';
import { startSimulator, type Simulator } from '../simulator/start-simulator';
import type { MovableClock } from '../simulator/movable-clock';
import { HOUR_MS } from './calendar';
import type { Evidence, ExportEvidence } from './evidence';
import type { Scenario } from './scenario';
import { followExport } from './stage/follow-export';
import { passQuietNights } from './stage/pass-quiet-nights';
import { playHappenings } from './stage/play-happenings';
import { emptyNotes, type Stage } from './stage/stage';
import type { TemporalHost } from './stage/temporal-host';
import { startWorkerHost } from './stage/worker-host';

/** How long the exports of a scenario may take in all, milliseconds; each kill costs a heartbeat's time-out. */
const TIME_LIMIT_MS = 60_000;
const TIME_PER_KILL_MS = 20_000;

/**
 * Play a scenario to its end.
 * @param lib the folder of the build that is judged
 */
export async function runScenario(
  scenario: Scenario,
  lib: string,
  temporal: TemporalHost,
): Promise<Evidence> {
  const account = `chaos-${scenario.seed}-${randomUUID().slice(0, 8)}`;
  const oldestHours = Math.max(0, ...scenario.foreignJobs.map(({ ageHours }) => ageHours));
  const clock = movableClock({ startMs: scenario.startMs - oldestHours * HOUR_MS });
  const simulator = await startSimulator({
    clock,
    jobLife: scenario.life,
    view: scenario.view,
    ...(scenario.quota && { quota: { days: scenario.quota.days, refusal: scenario.quota.refusal } }),
  });
  try {
    tellFates(scenario, simulator);
    makeForeignJobs(scenario, simulator, clock, oldestHours);
    for (const fault of scenario.faults) simulator.faults.plan(fault);
    const worker = await startWorkerHost(lib, workerSettings(scenario, account, simulator, temporal));
    try {
      const notes = emptyNotes();
      notes.foreignSpendings = scenario.foreignJobs.length;
      return await play({ scenario, lib, account, clock, simulator, temporal, worker, notes });
    } finally {
      await worker.close();
    }
  } finally {
    await simulator.close();
    await endQuota(temporal, account);
  }
}

async function play(stage: Stage): Promise<Evidence> {
  const { scenario, simulator, notes, worker } = stage;
  const playing = playHappenings(stage);
  const stopNights = passQuietNights(stage);
  const kills = scenario.happenings
    .flatMap(({ deeds }) => deeds)
    .filter(({ deed }) => deed.startsWith('kill'));
  const untilMs = performance.now() + TIME_LIMIT_MS + kills.length * TIME_PER_KILL_MS;
  let exports: readonly ExportEvidence[];
  try {
    exports = await Promise.all(
      scenario.exports.map(async (wanted) => {
        await pause(wanted.startsAfterMs);
        return followExport(stage, wanted, untilMs);
      }),
    );
  } finally {
    stopNights();
    simulator.faults.release();
    await playing.settle();
  }
  const { orders, pauses, foreignSpendings, midnightsPassed, workerKills } = notes;
  return {
    scenario,
    exports,
    jobs: simulator.jobs(),
    dayRequests: simulator.dayRequests(),
    requests: simulator.requests(),
    report: simulator.report(),
    orders,
    pauses,
    foreignSpendings,
    midnightsPassed,
    workerKills,
    workerOwnEnds: worker.ownEnds(),
  };
}

function tellFates({ fates }: Scenario, simulator: Simulator): void {
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
  simulator: Simulator,
  clock: MovableClock,
  oldestHours: number,
): void {
  let hoursToStart = oldestHours;
  for (const { resourceType, range, ageHours, life } of foreignJobs) {
    clock.advance((hoursToStart - ageHours) * HOUR_MS);
    hoursToStart = ageHours;
    simulator.createJob({ resourceType, ...range, friendlyName: 'by somebody else', life });
  }
  clock.advance(hoursToStart * HOUR_MS);
}

function workerSettings(
  { quota }: Scenario,
  account: string,
  { origin }: Simulator,
  { address }: TemporalHost,
): Readonly<Record<string, string>> {
  return {
    TEMPORAL_ADDRESS: address,
    DAYHAUL_ACCOUNT: account,
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
    TWILIO_BULK_EXPORTS_URL: origin,
    DAYHAUL_QUOTA_DAYS: quota ? String(quota.days) : 'none',
    DAYHAUL_QUOTA_RESERVE: String(quota?.reserve ?? 0),
  };
}

async function endQuota({ client }: TemporalHost, account: string): Promise<void> {
  await client.workflow
    .getHandle(`day-quota-${account}`)
    .terminate()
    .catch(() => undefined);
}
