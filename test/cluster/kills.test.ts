import { hold } from '../../simulator/faults/fault';
import type { Simulator } from '../../simulator/start-simulator';
import { eventually } from '../support/export-bench';
import { clusterTest as test } from '../support/cluster-test';
import { start, starter } from '../support/programs';
import { withHarness } from './support/harness';
import { useCluster } from './support/use-cluster';

jest.setTimeout(240_000);

/** Runs are short, so that exports continue as new several times. */
const cluster = useCluster({ 'limit.historyCount.suggestContinueAsNew': 200 });

const YEAR = '--from 2024-01-01 --to 2024-12-31 --days-per-chunk 10 --open-jobs 4';
const WHOLE_YEAR = { state: 'completed', days: { exported: 366, missing: 0 }, requestedDays: 366 };

/** Let something happen each time Twilio has made so many jobs, the last of which no answer has named yet. */
async function atJobs(simulator: Simulator, counts: readonly number[], happen: (time: number) => Promise<unknown>): Promise<void> {
  for (const count of counts) simulator.faults.plan({ on: 'create', after: count - 1, does: hold(String(count)) });
  for (const [index, count] of counts.entries()) {
    await simulator.faults.reached(String(count));
    await happen(index + 1);
    simulator.faults.release(String(count));
  }
}

test('seven years: history and matching are killed and PostgreSQL crashes at once, twice; no day twice, none lost', () =>
  withHarness(cluster(), async ({ begin, endOf, simulator }) => {
    const { services, database } = cluster();
    const happening = atJobs(simulator, [20, 80], () =>
      Promise.all([services.history.kill(), services.matching.kill(), database.restart()]),
    );
    const workflowId = await begin('--from 2018-01-01 --to 2024-12-31 --days-per-chunk 21 --open-jobs 10');
    await happening;
    expect(await endOf(workflowId)).toMatchObject({
      state: 'completed',
      days: { exported: 2557, missing: 0 },
      requestedDays: 2557,
    });
    expect(simulator.report()).toMatchObject({ requestedDays: 2557, daysRequestedTwice: [], unfinishedDays: 0 });
  }));

test('the frontend is killed twice: who follows the export follows it to its end', () =>
  withHarness(cluster(), async ({ begin, endOf, simulator, settings }) => {
    const happening = atJobs(simulator, [5, 20], () => cluster().services.frontend.kill());
    const workflowId = await begin(YEAR);
    const follower = await start('starter', ['watch', workflowId], settings);
    await happening;
    expect(await endOf(workflowId)).toMatchObject(WHOLE_YEAR);
    expect(simulator.report()).toMatchObject({ requestedDays: 366, daysRequestedTwice: [], unfinishedDays: 0 });
    expect(await follower.exit).toBe(0);
    expect(follower.stdout()).toContain('366 of 366 days exported. 366 days requested.');
  }));

test('one of two workers is killed, then both: those that are left or come go on', () =>
  withHarness(cluster(), async ({ begin, endOf, simulator, replaceWorker }) => {
    const happening = atJobs(simulator, [5, 20], async (killed) => {
      for (let worker = 0; worker < killed; worker++) await replaceWorker();
    });
    const workflowId = await begin(YEAR);
    await happening;
    expect(await endOf(workflowId)).toMatchObject(WHOLE_YEAR);
    expect(simulator.report()).toMatchObject({ requestedDays: 366, daysRequestedTwice: [], unfinishedDays: 0 });
  }));

test("Temporal's own worker, which runs the schedules, is killed: a triggered run starts once and completes", () =>
  withHarness(cluster(), async ({ simulator, settings }) => {
    const created = await starter('schedule create --resource-type Calls --json', settings);
    const { scheduleId } = JSON.parse(created.stdout) as { scheduleId: string };
    await cluster().services.worker.kill();
    expect(await starter(`schedule trigger ${scheduleId}`, settings)).toMatchObject({ exitCode: 0 });
    const readRuns = async () => {
      const { stdout } = await starter(`schedule show ${scheduleId} --json`, settings);
      return JSON.parse(stdout) as { readonly recent: readonly { readonly state: string }[] };
    };
    const { recent } = await eventually(readRuns, (schedule) => schedule.recent.some(({ state }) => state !== 'running'), 120_000);
    expect(recent).toMatchObject([{ state: 'completed', days: { exported: 7 }, requestedDays: 7 }]);
    expect(simulator.report()).toMatchObject({ requestedDays: 7, daysRequestedTwice: [] });
  }));
