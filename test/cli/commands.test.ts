import { hostname, userInfo } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { currentDetails } from '../support/current-details';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms';

let temporal: TemporalServer;
let connection: Connection;
let worker: Program | undefined;

beforeAll(async () => {
  // so few events that every export continues as new several times
  temporal = await startTemporal({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 30 } });
  connection = await Connection.connect({ address: temporal.address });
});
afterEach(() => worker?.stop());
afterAll(async () => {
  await connection.close();
  await temporal.stop();
});

async function begin(origin: string, message: string) {
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
  worker = await start('worker', [], { ...settings, ...workerSettings(origin) });
  const command = `export --resource-type Messages --from 2024-03-01 --to 2024-03-20 ${QUICK} ${message} --json`;
  const { workflowId } = JSON.parse((await starter(command, settings)).stdout) as { workflowId: string };
  const handle = new Client({ connection }).workflow.getHandle(workflowId);
  const say = async (command: string) => {
    const { exitCode, stdout, stderr } = await starter(command.replace('ID', workflowId), settings);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout;
  };
  const runs = async () => (await handle.describe()).runId;
  return { workflowId, handle, say, runs };
}

test('a repeated pause stops submissions but not polls, over several runs, until resumed; the last reason is shown', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 1500 }) }, async (simulator) => {
    const { handle, say, runs } = await begin(simulator.origin, '--days-per-chunk 1 --open-jobs 4');
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs >= 4,
    );
    await say('pause ID --reason month-end');
    await say('pause ID --reason again');
    await say('pause ID');
    const [before, run] = [simulator.jobs().length, await runs()];
    const details = await eventually(
      () => currentDetails(handle),
      (text) => text.includes('again') && !text.includes('Open jobs'),
    );
    expect(details).toContain(` by ${userInfo().username}@${hostname()} (again). No days are submitted`);
    expect(await say('status ID')).toMatch(/State +running \(paused\)\n[^]*Next step {2}resume the export\n[^]* resume export-/);
    await say('change ID --open-jobs 2');
    await say('change ID --open-jobs 2');
    expect(simulator.jobs().length).toBeLessThanOrEqual(before + 1); // one may have been on its way
    expect(simulator.jobs().every(({ isOver }) => isOver)).toBe(true);

    expect(await say('resume ID')).toContain(' resumed.');
    expect(await say('resume ID')).toContain(' was not paused.');
    await handle.result();
    expect(await runs()).not.toBe(run);
    expect(simulator.report()).toMatchObject({ requestedDays: 20, daysRequestedTwice: [], exportedDays: 20 });
  }));

test('missing days are requested again once, although resubmit is repeated, over several runs', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 300 }) }, async (simulator) => {
    simulator.day('2024-03-02').fails(1);
    const { handle, say } = await begin(simulator.origin, '--days-per-chunk 1 --open-jobs 1 --max-attempts 1');
    await eventually(
      () => handle.query<unknown[]>('missing'),
      (missing) => missing.length === 1,
    );
    expect(await say('resubmit ID')).toContain('1 day');
    await expect(say('resubmit ID')).rejects.toThrow('nothing to resubmit');

    await handle.result();
    expect(simulator.report()).toMatchObject({ requestedDays: 21, exportedDays: 20, failedDays: 0 });
  }));

test('a cancellation shows who requested it on the page', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, async (simulator) => {
    const { handle, say } = await begin(simulator.origin, '--days-per-chunk 10');
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 2,
    );
    await say('cancel ID --yes');
    const operator = `${userInfo().username}@${hostname()}`;
    expect(await currentDetails(handle)).toContain(`Cancelled (dayhaul cancel by ${operator}). 2 open jobs`);
    expect(await say('cancel ID --yes')).toContain(' is already cancelled. Nothing was changed.');
  }));
