import { Client } from '@temporalio/client';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Program } from '../../tools/programs/start-program';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { useTemporal } from '../support/use-temporal';
import { withSimulator } from '../support/with-simulator';

const MARCH = 'export --resource-type Messages --from 2024-03-01 --to 2024-03-04 --days-per-chunk 2 --open-jobs 1';
const LIMITS = { DAYHAUL_ALLOW_ARCHIVES: 's3://exports/*', DAYHAUL_ALLOW_EMAILS: '*@example.com' };

const server = useTemporal();
let worker: Program | undefined;
afterEach(() => worker?.stop());

test('an export ends that has a destination which the worker does not allow, and a changed one waits until it is changed again', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 5000 }) }, async (simulator) => {
    const settings = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), ...LIMITS });
    for (const [option, setting] of [
      ['--to 2024-03-05 --archive /tmp/elsewhere', 'DAYHAUL_ALLOW_ARCHIVES'],
      ['--to 2024-03-06 --email me@example.org', 'DAYHAUL_ALLOW_EMAILS'],
    ]) {
      const { exitCode, stdout } = await starter(`${MARCH} ${option} --follow`, settings);
      expect([exitCode, stdout]).toEqual([1, expect.stringContaining(`${setting} of the worker does not allow`)]);
    }
    expect(simulator.jobs()).toEqual([]);

    const quick = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';
    const { stdout } = await starter(`${MARCH.replace('03-01', '03-02')} ${quick} --json`, settings);
    const { workflowId } = JSON.parse(stdout) as { workflowId: string };
    await starter(`change ${workflowId} --email me@example.org`, settings);
    const waiting = await eventually(
      () => starter(`status ${workflowId}`, settings),
      (status) => status.stdout.includes('DAYHAUL_ALLOW_EMAILS'),
    );
    expect(waiting.stdout).toMatch(
      /^Problem +DAYHAUL_ALLOW_EMAILS of the worker does not allow me@example.org\. Change the export/m,
    );
    await starter(`change ${workflowId} --email me@example.com`, settings);
    await new Client({ connection: server().connection }).workflow.getHandle(workflowId).result();
    expect(simulator.mails().filter(({ about }) => about === 'end')).toMatchObject([{ to: 'me@example.com' }]);
  }));
