import { execFile } from 'node:child_process';
import { symlink, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { quotaTaskQueueOf, taskQueueOf } from '../../src/contract/ids';
import { formatWorkerIdentity } from '../../src/contract/worker-identity';
import { VERSION } from '../../src/version';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { findTemporal } from '../../tools/temporal-server/find-temporal';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import type { Program } from '../../tools/programs/start-program';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { startSimulator, type Simulator } from '../../simulator/start-simulator';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';

interface CheckResult {
  readonly check: string;
  readonly state: string;
  readonly message: string;
  readonly remedy?: string;
}

const DAY_AT_NIGHT = { calendars: [{ hour: 3 }] };
const PHASE = defineSearchAttributeKey('DayhaulPhase', SearchAttributeType.KEYWORD);

let temporal: TemporalServer;
let connection: Connection;
let client: Client;
let simulator: Simulator;
let worker: Program;
let account: string;
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  temporal = await startTemporal();
  connection = await Connection.connect({ address: temporal.address });
  client = new Client({ connection });
  simulator = await startSimulator({});
  account = newAccount();
  settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
  await starter('setup', settings);
  worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
  await eventually(
    () => worker.stderr(),
    (log) => log.includes('is running'),
  );
});
afterAll(async () => {
  await worker.stop();
  await simulator.close();
  await connection.close();
  await temporal.stop();
});

async function doctor(...checks: readonly string[]) {
  const { stdout, stderr } = await starter('doctor --json', settings);
  if (stdout === '') throw new Error(stderr);
  const result = JSON.parse(stdout) as { checks: CheckResult[]; workers: object[] };
  return { ...result, checks: result.checks.filter(({ check }) => checks.includes(check)) };
}

const begin = (type: string, workflowId: string, taskQueue: string, phase?: string) =>
  client.workflow.start(type, {
    workflowId,
    taskQueue,
    args: [{}],
    typedSearchAttributes: phase === undefined ? [] : [{ key: PHASE, value: phase }],
  });

const beginSchedule = (scheduleId: string, workflowType: string, taskQueue: string) =>
  client.schedule.create({
    scheduleId,
    spec: DAY_AT_NIGHT,
    action: { type: 'startWorkflow', workflowType, taskQueue, args: [{}] },
  });

/** The commands of a remedy: a line is one, or ends with one. */
function commandsIn({ remedy = '' }: CheckResult): string[] {
  return remedy.split('\n').flatMap((line) => /(?:^|: )((?:temporal|npx|DAYHAUL_ACCOUNT).*)$/.exec(line)?.[1] ?? []);
}

test('what other versions left behind is named, with commands that end it; the workflows of other products are not', async () => {
  const own = taskQueueOf(account);
  const other = taskQueueOf('other');
  await begin('exportRange', 'old-type', own);
  await begin('exportDayRange', "old queue; $(it)'s", 'twilio-exports');
  await begin('exportAll', 'old-in-all', 'other-exports', 'exporting');
  await begin('dayQuota', 'quota', 'quotas');
  await begin('dayQuota', 'day-quota-other', quotaTaskQueueOf('other'));
  await begin('exportDayRange', 'export-other-Calls-2024-01-01..2024-01-02', other);
  await begin('backUp', 'export-of-another-product', 'backups');
  await beginSchedule('schedule-other-Calls', 'exportDayRange', other);
  await beginSchedule('schedule-old-Calls', 'exportRange', own);
  await beginSchedule('schedule-of-another-product', 'backUp', 'backups');

  const { checks } = await eventually(
    () => doctor('Leftovers', 'Exports'),
    (found) => found.checks.length === 7 && found.checks.some(({ message }) => message.startsWith('old-type')),
    60_000,
  );
  expect(checks.map(({ check, state, message }) => `${check} ${state} ${message}`).sort()).toEqual([
    expect.stringMatching(/^Exports failed old-type: The workflow task fails: .*'exportRange'.* Temporal retries it\.$/),
    'Leftovers failed No worker is polling task queue other-exports of old-in-all.',
    'Leftovers failed No worker is polling task queue quotas of quota.',
    "Leftovers failed No worker is polling task queue twilio-exports of old queue; $(it)'s.",
    'Leftovers failed schedule-old-Calls starts workflows of type exportRange, which this version does not have.',
    'Leftovers note No worker is polling task queue dayhaul-other of export-other-Calls-2024-01-01..2024-01-02, schedule-other-Calls.',
    'Leftovers note No worker is polling task queue dayhaul-quota-other of day-quota-other.',
  ]);
  const waiting = checks.find(({ message }) => message.includes('schedule-other-Calls'));
  expect(waiting?.remedy?.split('\n')[0]).toMatch(/^If it is needed, start a worker: DAYHAUL_ACCOUNT=other .*worker$/);

  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-leftovers-'));
  await symlink((await findTemporal()).path, join(folder, 'temporal'));
  const env = { ...isolatedEnvironment(settings), PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder };
  const commands = checks.flatMap(commandsIn).filter((command) => !command.endsWith('worker'));
  expect(commands).toHaveLength(8);
  for (const command of commands) {
    const line = command.includes('schedule delete') ? `${command} --yes` : command; // without a terminal
    await promisify(execFile)('/bin/sh', ['-c', line], { env });
  }
  await rm(folder, { recursive: true });
  const { checks: after } = await eventually(
    () => doctor('Leftovers', 'Exports'),
    (found) => found.checks.length === 2,
  );
  expect(after.map(({ state, message }) => `${state} ${message}`)).toEqual([
    'ok No failing workflow tasks.',
    'ok No workflow or schedule is left over.',
  ]);
});

test('workers of other versions are named, also those that only share the quota', async () => {
  expect((await doctor('Version')).checks).toMatchObject([{ state: 'ok' }]);
  const ending = new AbortController();
  const poll = (version: string | undefined) => {
    const serves = { accountSid: SIMULATED_ACCOUNT.accountSid, origin: simulator.origin, group: account };
    const identity = formatWorkerIdentity({ process: `7@${version ?? 'old'}`, serves, version });
    const taskQueue = { name: quotaTaskQueueOf(account) };
    return connection.withDeadline(Date.now() + 60_000, () =>
      connection.withAbortSignal(ending.signal, () =>
        client.workflowService.pollWorkflowTaskQueue({ namespace: 'default', taskQueue, identity }),
      ),
    );
  };
  const polls = [poll('0.0.1'), poll(undefined)].map((polling) => polling.catch(() => undefined));
  const { checks, workers } = await eventually(
    () => doctor('Version'),
    (found) => found.checks[0]?.message.includes('7@old') ?? false,
  );
  expect(checks[0]).toMatchObject({
    state: 'failed',
    remedy: 'Upgrade all to the newest version. Running exports are not affected.',
  });
  expect(checks[0]?.message).toContain(`The command line is version ${VERSION}, `);
  expect(checks[0]?.message).toContain('worker 7@0.0.1 is 0.0.1');
  expect(checks[0]?.message).toContain('worker 7@old is an older version');
  expect(workers).toEqual(expect.arrayContaining([expect.objectContaining({ process: '7@0.0.1', version: '0.0.1' })]) as object[]);
  ending.abort();
  await Promise.all(polls);
});
