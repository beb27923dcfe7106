import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { startSimulator, type Simulator } from '../../../simulator/start-simulator';
import { openStore } from '../../../src/archive/stores/open-store';
import { putSchedule } from '../../../src/client/schedules/put-schedule';
import { verifyArchive } from '../../../src/archive/verify/verify-archive';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../../src/domain/request/export-options';
import { addDays, parseDay, type Day } from '../../../src/domain/days/day-range';
import type { RelativeRange } from '../../../src/domain/request/export-request';
import { scheduledWorkflowId, scheduleIdOf, taskQueueOf } from '../../../src/contract/ids';
import type { exportDayRange } from '../../../src/workflows';
import { endOf, eventually, newAccount, type ExportBench } from '../../support/export-bench';

const HOUR = 3_600_000;

/** Production intervals scaled down; a job that tells nothing new is left after 20 hours, as a schedule's is. */
const QUICK: ExportOptions = {
  ...DEFAULT_OPTIONS,
  daysPerChunk: 31,
  pollMinMs: 20,
  pollMaxMs: 100,
  resubmitAfterMs: 20,
  ambiguityWaitMs: 200,
  stuckAfterMs: 20 * HOUR,
};

type RunHandle = WorkflowHandle<typeof exportDayRange>;

/** A schedule on a real server, and a Twilio whose clock is moved from night to night by hand. */
export interface ScheduleHarness {
  readonly account: string;
  readonly simulator: Simulator;
  readonly archive: string;
  readonly scheduleId: string;
  /** Make the schedule, or change it. */
  put(request?: ScheduleRequest): Promise<void>;
  /** Move Twilio's clock on; it runs on from there. */
  setClock(instant: string): void;
  /** The time for which the schedule starts its next run comes, on Twilio's clock and on the schedule's. */
  fall(date: string, overlap?: 'BUFFER_ALL' | 'SKIP'): Promise<RunHandle>;
  /** How the run of a night ended that fell, or is to fall at once. */
  endOf(date: string): ReturnType<typeof endOf>;
  /** A whole night: it falls, and its run ends. */
  pass(date: string): Promise<Awaited<ReturnType<typeof endOf>>>;
  /** What is wrong with the archive over some days, and how many it has. */
  verified(from: string, to: string): Promise<{ findings: readonly unknown[]; days: number }>;
}

interface ScheduleRequest {
  readonly range?: RelativeRange;
  readonly options?: Partial<ExportOptions>;
}

/** Nights of a test, with an archive of their own; everything is put away when it is over. */
export async function withSchedule(
  bench: ExportBench,
  firstDate: string,
  use: (harness: ScheduleHarness) => Promise<void>,
): Promise<void> {
  let ahead = 0;
  const setClock = (instant: string) => {
    ahead = Date.parse(instant) - Date.now();
  };
  setClock(`${firstDate}T03:00:00Z`);
  const simulator = await startSimulator({ clock: () => Date.now() + ahead });
  const archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
  const account = newAccount();
  const scheduleId = scheduleIdOf(account, 'Messages');
  const schedule = bench.client.schedule.getHandle(scheduleId);

  const runOf = (date: string): RunHandle =>
    bench.client.workflow.getHandle(`${scheduledWorkflowId(account, 'Messages')}-${date}T03:00:00Z`);
  const begun = async (date: string) => {
    const run = runOf(date);
    await eventually(() => run.describe().then(Boolean, () => false), Boolean);
    return run;
  };

  const harness: ScheduleHarness = {
    account,
    simulator,
    archive,
    scheduleId,
    setClock,
    put: async ({ range = { firstDay: addDays(parseDay(firstDate), -2) }, options = {} } = {}) => {
      const into = 'firstDay' in range ? { archive } : {};
      await putSchedule(bench.client, {
        account,
        taskQueue: taskQueueOf(account),
        resourceType: 'Messages',
        at: '03:00',
        jitterMs: 0,
        range,
        options: { ...QUICK, ...into, ...options },
      });
    },
    endOf: async (date) => endOf(await begun(date)),
    fall: async (date, overlap = 'BUFFER_ALL') => {
      setClock(`${date}T03:00:00Z`);
      const at = new Date(`${date}T03:00:00Z`);
      await schedule.backfill({ start: new Date(at.getTime() - 1000), end: at, overlap });
      return overlap === 'BUFFER_ALL' ? begun(date) : runOf(date);
    },
    pass: async (date) => endOf(await harness.fall(date)),
    verified: async (from, to) => {
      const range = { startDay: from as Day, endDay: to as Day };
      const { findings, days } = await verifyArchive(openStore(archive), 'Messages', range);
      return { findings, days };
    },
  };
  try {
    await use(harness);
  } finally {
    await schedule.delete().catch(() => undefined);
    await bench.stopWorkers();
    await simulator.close();
    await rm(archive, { recursive: true });
  }
}

/** The night so many nights after another. */
export function dateAfter(date: string, count: number): string {
  return addDays(parseDay(date), count);
}
