import { Connection } from '@temporalio/client';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import type { Simulator } from '../../simulator/start-simulator';
import type { Program } from '../../tools/programs/start-program';
import { addDays } from '../../src/domain/days/day-range';
import { newestExportableDay } from '../../src/domain/twilio/limits';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const QUICK = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';

interface ScheduleFacts {
  readonly scheduleId: string;
  readonly at: string;
  readonly paused: boolean;
  readonly note?: string;
  readonly wasThere?: boolean;
  readonly changes?: readonly string[];
  readonly recent: readonly {
    readonly workflowId: string;
    readonly scheduledAt: string;
    readonly state?: string;
    readonly days?: object;
    readonly missing?: readonly object[];
  }[];
  readonly next: readonly string[];
}

let temporal: TemporalServer;
let worker: Program | undefined;

beforeAll(async () => {
  temporal = await startTemporal();
});
afterEach(() => worker?.stop());
afterAll(() => temporal.stop());

/** An account on the server, with its worker when there is a simulator for it. */
async function newDesk(simulator?: Simulator) {
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
  if (simulator) worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
  const say = (command: string) => starter(command, settings);
  const ask = async (command: string) => JSON.parse((await say(`${command} --json`)).stdout) as ScheduleFacts;
  return { scheduleId: `schedule-${settings.DAYHAUL_ACCOUNT}-Messages`, say, ask };
}

test('a schedule is created, shown and updated, and keeps its paused state', async () => {
  const { scheduleId, say, ask } = await newDesk();
  const made = await say('schedule create --resource-type Messages --at 4:30');
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  expect(made.stdout).toContain('Created:');
  expect(made.stdout).toContain('Messages: the 7 newest exportable days');
  expect(made.stdout).toContain('daily at 04:30 UTC, up to 10m later');
  expect(made.stdout).not.toContain('Changed');

  await say('schedule pause Messages --reason month-end');
  const changed = await ask('schedule create --resource-type Messages --at 05:00 --jitter 0s --open-jobs 2');
  expect(changed).toMatchObject({ wasThere: true, jitterMs: 0, at: '05:00', paused: true, note: 'month-end' });
  expect(changed.changes).toEqual(['--at: 04:30 → 05:00', '--jitter: 10m → none', '--open-jobs: 4 → 2']);
  const again = await say('schedule create --resource-type Messages --at 05:00 --jitter 0s');
  expect(again.stdout).toContain('Updated:\n');
  expect(again.stdout).toContain('\nChanged    --open-jobs: 2 → 4\n');
  expect((await say('schedule list')).stdout).toContain(`${scheduleId}  paused (month-end)`);

  expect((await say(`schedule resume ${scheduleId}`)).stdout).toContain(`${scheduleId} resumed.`);
  expect((await say(`schedule resume ${scheduleId}`)).stdout).toContain(`${scheduleId} was not paused.`);
  const shown = await ask('schedule show Messages');
  expect(shown).toMatchObject({ scheduleId, at: '05:00', paused: false, recent: [] });
  expect(shown.next.map((instant) => instant.slice(10))).toEqual(Array(10).fill('T05:00:00.000Z'));

  expect((await say('schedule delete Messages --yes')).stdout).toContain(`${scheduleId} deleted.`);
  for (const command of ['show', 'pause', 'resume', 'trigger', 'delete --yes']) {
    const { exitCode, stderr } = await say(`schedule ${command} Messages`);
    expect({ command, exitCode }).toEqual({ command, exitCode: 1 });
    expect(stderr).toContain(`Schedule ${scheduleId} not found.`);
    expect(stderr).toContain('dayhaul schedule list');
  }
});

/** Remove a closed export, as the retention period does. */
async function removeFromTemporal(workflowId: string) {
  const connection = await Connection.connect({ address: temporal.address });
  await connection.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } });
  await connection.close();
}

test('all invalid options are reported at once', async () => {
  const { say } = await newDesk();
  const { exitCode, stderr } = await say(
    'schedule create --resource-type Faxes --at 25:00 --first-day 2024-02-30 --lookback 99 --jitter 1d',
  );
  expect(exitCode).toBe(2);
  expect(stderr.trim().split('\n')).toEqual([
    'Error: --at "25:00" is not a time of day (UTC). Use the form 03:00.',
    'Error: --jitter must be at most 12 hours.',
    'Error: --first-day requires --archive. Without an archive, a schedule covers the last 7 days.',
    'Error: --first-day: "2024-02-30" is not a calendar day. Use the form 2024-01-31.',
    expect.stringContaining('Unknown resource type "Faxes"'),
    'Error: --lookback must be a whole number from 0 to 30.',
  ]);
  const { stderr: dayless } = await say('schedule create --resource-type Calls --archive ./archive');
  expect(dayless).toBe('Error: --archive requires --first-day, the first day to export.\n');
});

test('a schedule starts an export at its time, and another one on trigger', () =>
  withSimulator(async (simulator) => {
    const { say, ask } = await newDesk(simulator);
    const soon = new Date(Date.now() + 65_000).toISOString().slice(11, 16);
    await say(`schedule create --resource-type Messages --at ${soon} --jitter 0s ${QUICK}`);

    const { recent } = await eventually(
      () => ask('schedule show Messages'),
      (state) => state.recent.length > 0,
      130_000,
    );
    expect(recent[0]?.scheduledAt.slice(11)).toBe(`${soon}:00.000Z`);
    const status = async (workflowId: string) => JSON.parse((await say(`status ${workflowId} --json`)).stdout) as { state: string };
    const natural = await eventually(
      () => status(recent[0]?.workflowId ?? ''),
      ({ state }) => state !== 'running',
    );
    expect(natural).toMatchObject({ state: 'completed', days: { total: 7, exported: 7 }, requestedDays: 7 });

    const { workflowId } = JSON.parse((await say('schedule trigger Messages --json')).stdout) as { workflowId: string };
    const second = await eventually(
      () => status(workflowId),
      ({ state }) => state !== 'running',
    );
    expect(second).toMatchObject({ state: 'completed', requestedDays: 0, adoptedDays: 7 });
    expect((await say('list')).stdout).toContain(workflowId);
  }));

test('the last runs are shown with their ends, for monitors by exit code, even after Temporal has removed one', () =>
  withSimulator(async (simulator) => {
    const { scheduleId, say, ask } = await newDesk(simulator);
    const settled = (count: number) =>
      eventually(
        () => ask('schedule show Messages'),
        ({ recent }) => recent.length === count && recent.every(({ state }) => state !== 'running'),
      );
    const lost = addDays(newestExportableDay(Date.now()), -2);
    simulator.day(lost).fails(1);
    await say(`schedule create --resource-type Messages --at 03:00 --max-attempts 1 ${QUICK}`);
    expect(await say('schedule show Messages --failed')).toMatchObject({ exitCode: 0 });
    await say('schedule trigger Messages');
    const [failed] = (await settled(1)).recent;
    expect(failed).toMatchObject({
      state: 'failed',
      days: { total: 7, exported: 6, missing: 1 },
      missing: [{ reason: 'exhausted', ranges: [{ startDay: lost, endDay: lost }] }],
    });
    const end = `failed: 6 of 7 days exported, 1 missing. 7 days requested. Missing: ${lost} (failed, 1 attempt).`;
    const shown = await say('schedule show Messages');
    expect(shown).toMatchObject({ exitCode: 0 });
    expect(shown.stdout).toContain(`${failed?.workflowId}  ${end}`);
    expect((await say('schedule list')).stdout).toMatch(
      new RegExp(`${scheduleId}  next at .*, last run failed \\(6 of 7 days exported, 1 missing\\)`),
    );

    await say('schedule trigger Messages');
    expect((await settled(2)).recent[0]).toMatchObject({ state: 'completed', days: { total: 7, exported: 7 } });
    const onlyFailed = await say('schedule show Messages --failed');
    expect(onlyFailed).toMatchObject({ exitCode: 1 });
    expect(onlyFailed.stdout.match(/^Ran .*$/gm)).toEqual([expect.stringContaining(end)]);
    expect(await say('schedule show Messages --failed --since 1h')).toMatchObject({ exitCode: 1 });
    const recently = await say('schedule show Messages --failed --since 1ms');
    expect(recently).toMatchObject({ exitCode: 0 });
    expect(recently.stdout).not.toContain('Ran ');

    await removeFromTemporal(failed?.workflowId ?? '');
    const { recent } = await eventually(
      () => ask('schedule show Messages'),
      ({ recent }) => recent[1]?.state === undefined,
    );
    expect(recent[1]).toEqual({ workflowId: failed?.workflowId, scheduledAt: failed?.scheduledAt });
    expect((await say('schedule show Messages')).stdout).toContain(`${failed?.workflowId}  no longer listed in Temporal`);
    expect(await say('schedule show Messages --failed')).toMatchObject({ exitCode: 0 });
    expect(await say('schedule list')).toMatchObject({ exitCode: 0 });
  }));
