import { Client, Connection } from '@temporalio/client';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

let temporal: TemporalServer;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  temporal = await startTemporal();
  connection = await Connection.connect({ address: temporal.address });
  client = new Client({ connection });
});
afterAll(async () => {
  await connection.close();
  await temporal.stop();
});

const OPTIONS = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';

test('whatever ends the workflow of a quota, what was requested today is not forgotten', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
    const text = async () => (await starter('quota show', settings)).stdout;
    expect(await text()).toMatch(/^0 of 366 days requested on \d{4}-\d\d-\d\d \(UTC\)\n$/);
    const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), DAYHAUL_QUOTA_DAYS: '366' });
    const quota = client.workflow.getHandle(`day-quota-${account}`);
    const shown = async () => JSON.parse((await starter('quota show --json', settings)).stdout) as Record<string, unknown>;
    const requested = () => simulator.report().requestedDays;
    const exporting = (month: string) =>
      starter(`export --resource-type Messages --from 2024-${month}-01 --to 2024-${month}-05 ${OPTIONS} --json`, settings);
    await exporting('01');
    await eventually(requested, (days) => days === 5);
    expect(await text()).toMatch(/^5 of 366 days requested on .*\n\nBy export\n- 5 days: export-.*-Messages-2024-01-01/);

    const refused = await starter(`cancel day-quota-${account} --yes`, settings);
    expect(refused.stderr).toContain('is not an export, but a workflow of type dayQuota. Show the quota: ');
    expect(refused.stderr).toContain(`quota show --group ${account}`);
    expect(refused.exitCode).toBe(1);

    await starter('quota close --yes', settings);
    await quota.cancel();
    expect(await shown()).toMatchObject({ grantedDays: 5, closedBecause: 'An operator closed the day.' });
    await starter('quota open', settings);
    const opened = await shown();
    expect(opened).toMatchObject({ grantedDays: 5 });
    expect(opened['closedBecause']).toBeUndefined();
    await exporting('02');
    await eventually(requested, (days) => days === 10);

    await quota.terminate();
    const { stdout } = await exporting('03');
    const { workflowId } = JSON.parse(stdout) as { workflowId: string };
    const status = await eventually(
      async () => (await starter(`status ${workflowId}`, settings)).stdout,
      (text) => text.includes('terminated'),
    );
    expect(status).toContain(`quota open --group ${account}`);
    expect(requested()).toBe(10);
    expect(await starter('quota open', settings)).toMatchObject({ exitCode: 0 });
    await eventually(requested, (days) => days === 15, 60_000);
    await worker.stop();
  }));
