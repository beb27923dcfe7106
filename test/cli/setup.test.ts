import { Client } from '@temporalio/client';
import { byDuration, instantly } from '../../simulator/jobs/job-life';
import type { Program } from '../../tools/programs/start-program';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { useTemporal } from '../support/use-temporal';
import { withSimulator } from '../support/with-simulator';

const QUICK =
  '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms --max-attempts 1 --days-per-chunk 5 --open-jobs 1';

/** So few events that every export continues as new several times. */
const server = useTemporal({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 30 } });
let worker: Program | undefined;
afterEach(() => worker?.stop());

test('after setup, the list of workflows finds exports by missing days and by phase, over several runs', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 4000 }) }, async (simulator) => {
    const client = new Client({ connection: server().connection });
    const settings = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
    const say = async (command: string) => (await starter(command, settings)).stdout;
    const found = async (query: string) => {
      const ids: string[] = [];
      for await (const { workflowId, status } of client.workflow.list({ query })) {
        if (status.name !== 'CONTINUED_AS_NEW') ids.push(workflowId);
      }
      return ids;
    };

    const first = await say('setup --json');
    expect(JSON.parse(first)).toMatchObject({
      namespace: 'default',
      added: ['DayhaulResourceType', 'DayhaulPhase', 'DayhaulDays', 'DayhaulFinalDays', 'DayhaulMissingDays'],
    });
    const again = await say('setup');
    expect(again).toContain('Namespace default already has all search attributes.');
    expect(again).toMatch(/Configure Columns .*\n {2}DayhaulResourceType, DayhaulPhase/);
    expect(again).toContain(
      'Exports with missing days  http://localhost:8233/namespaces/default/workflows?query=WorkflowType%20%3D%20%22exportDayRange%22%20AND%20DayhaulMissingDays%20%3E%200',
    );

    simulator.day('2024-03-02').failsForEver();
    const command = (days: string) => `export --resource-type Messages ${days} ${QUICK} --json`;
    const { workflowId } = JSON.parse(await say(command('--from 2024-03-01 --to 2024-03-20'))) as { workflowId: string };
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs > 0,
    );
    await say(`pause ${workflowId}`);
    await eventually(
      () => found(`DayhaulPhase = 'paused'`),
      (ids) => ids.includes(workflowId),
    );
    await eventually(
      () => found('DayhaulMissingDays > 0'),
      (ids) => ids.includes(workflowId),
    );
    simulator.setJobLife(instantly());
    await say(`resume ${workflowId}`);
    const query = `DayhaulPhase = 'finished' AND DayhaulResourceType = 'Messages' AND DayhaulDays = 20 AND DayhaulFinalDays = 20`;
    await eventually(
      () => found(query),
      (ids) => ids.includes(workflowId),
    );

    const watched = await starter(`watch ${workflowId}`, settings);
    expect(watched.exitCode).toBe(1);
    expect(watched.stdout).toContain('Missing: 2024-03-02 (failed, 1 attempt).');
    const unknown = await starter('watch export-of-nothing', settings);
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' });
    expect(unknown.stderr).toContain('Workflow export-of-nothing not found.');
  }));
