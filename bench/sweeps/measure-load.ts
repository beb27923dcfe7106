import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { startExport } from '../../src/client/exports/start-export';
import { addDays, parseDay } from '../../src/domain/days/day-range';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import { figuresOf } from '../judge/figures-of';
import { startJudge } from '../judge/start-judge';
import { peakMemory } from '../report/peak-memory';
import type { Preparation } from '../scenario';
import { countHistories } from './count-histories';
import type { Load, SweepFigure } from './sweep';

const LIB = join(__dirname, '../..');
const MIB = 1024 ** 2;
const FIRST_DAY = parseDay('2004-01-01');
const POLLS_PER_DAY = 96;
const POLL_MS = 200;
const ALWAYS = 1_000_000_000;

/** Where a load runs: a Temporal server, and a name that no other run has. */
export interface Place {
  readonly client: Client;
  readonly address: string;
  readonly label: string;
}

/** Run the exports of a load to their end, with new workers, a new simulator and an empty archive. */
export async function measureLoad(load: Load, { client, address, label }: Place): Promise<Record<SweepFigure, number>> {
  const archive = await mkdtemp(join(tmpdir(), 'dayhaul-bench-'));
  const judge = await startJudge([jobLifeOf(load), ...delayOf(load)]);
  const env = isolatedEnvironment({
    TEMPORAL_ADDRESS: address,
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
    TWILIO_BULK_EXPORTS_URL: judge.origin,
    DAYHAUL_ACCOUNT: label,
    DAYHAUL_QUOTA_DAYS: 'none',
  });
  const workers = await Promise.all(Array.from({ length: load.workers }, () => startProgram(join(LIB, 'worker.js'), [], { env })));
  try {
    const workflowIds = await Promise.all(exportsOf(load, label, archive).map((spec) => startExport(client, spec)));
    for (const { workflowId } of workflowIds) await client.workflow.getHandle(workflowId).result();
    const peaks = await Promise.all(workers.map(({ pid }) => peakMemory(pid)));
    const { seconds, daysPerSecond, callsPerDay, deliveredDays } = figuresOf(await judge.observe(), load);
    const wanted = load.exports * load.daysPerExport;
    if (deliveredDays !== wanted) throw new Error(`${deliveredDays} of ${wanted} days were delivered.`);
    const { events, actions } = await countHistories(
      client,
      workflowIds.map(({ workflowId }) => workflowId),
    );
    const perDay = { eventsPerDay: events / deliveredDays, actionsPerDay: actions / deliveredDays };
    return { seconds, daysPerSecond, callsPerDay, memoryMiB: Math.max(...peaks) / MIB, events, actions, ...perDay };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await judge.stop();
    await rm(archive, { recursive: true });
  }
}

function jobLifeOf({ waitingDays }: Load): Preparation {
  const body =
    waitingDays === undefined ? { instantly: {} } : { byDuration: { jobMs: 1, queueMs: waitingDays * POLLS_PER_DAY * POLL_MS } };
  return { path: '/job-life', body };
}

function delayOf({ delayMs }: Load): Preparation[] {
  if (delayMs === 0) return [];
  return [{ path: '/faults', body: { on: 'any', times: ALWAYS, does: { hang: { ms: delayMs } } } }];
}

/** Exports of ranges that follow each other. */
function exportsOf({ exports, daysPerExport, downloads, waitingDays }: Load, account: string, archive: string) {
  const polls = waitingDays === undefined ? { pollMinMs: 1000 } : { pollMinMs: POLL_MS, pollMaxMs: POLL_MS };
  const options = { ...DEFAULT_OPTIONS, archive, downloads, ...polls, resubmitAfterMs: 1000, openJobs: 10 };
  return Array.from({ length: exports }, (_, index) => {
    const startDay = addDays(FIRST_DAY, index * daysPerExport);
    const range = { startDay, endDay: addDays(startDay, daysPerExport - 1) };
    return { account, taskQueue: `dayhaul-${account}`, resourceType: 'Messages', range, options, asked: [] } as const;
  });
}
