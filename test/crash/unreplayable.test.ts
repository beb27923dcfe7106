import { exec } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import { ownCommand } from '../../src/client/own-command';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import type { Program } from '../../tools/programs/start-program';
import { findFreePort } from '../../tools/programs/find-free-port';
import { findTemporal } from '../../tools/temporal-server/find-temporal';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { quietRuntime } from '../support/quiet-runtime';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import { BAD_QUOTA } from './support/alterations';
import { bundleBadRelease, untilSpoiled, workBadly } from './support/bad-release';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const LIFE = { jobLife: byDuration({ jobMs: 3000 }) };
const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms';
const MARCH = `export --resource-type Messages --from 2024-03-01 --to 2024-03-31 --days-per-chunk 2 ${QUICK}`;
const MARCH_DAYS = 31;
/** Some are over when the bad release ends, some are under way, and many days are not requested yet. */
const JOBS_BEFORE = 8;
const QUOTA_DAYS = 20;
const CONTINUED_AFTER = 100;

let usual: TemporalServer;
/** On which an export is continued as new every few events. */
let continuing: TemporalServer;
let folder = '';
let bundlePath = '';
const programs: Program[] = [];

beforeAll(async () => {
  quietRuntime();
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-unreplayable-'));
  bundlePath = join(folder, 'bad-bundle.js');
  await bundleBadRelease(bundlePath);
  usual = await startTemporal({ dynamicConfig: { 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': 1 } });
  continuing = await startTemporal({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': CONTINUED_AFTER } });
  await mkdir(join(folder, 'bin'));
  await symlink((await findTemporal()).path, join(folder, 'bin', 'temporal'));
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
});
afterAll(async () => {
  await usual.stop();
  await continuing.stop();
  await rm(folder, { recursive: true });
});

async function startProgram(...args: Parameters<typeof start>): Promise<Program> {
  const program = await start(...args);
  programs.push(program);
  return program;
}

interface Broken {
  readonly settings: Readonly<Record<'TEMPORAL_ADDRESS' | 'DAYHAUL_ACCOUNT', string>>;
  /** The command that started the export. */
  readonly command: string;
  readonly exportId: string;
  /** The workflow that cannot be replayed. */
  readonly brokenId: string;
  readonly worker: Program;
  readonly metricsPort: number;
  /** What `status` prints. */
  readonly status: string;
  readonly remedy: string;
}

/** An export that a bad release has begun and the present one cannot continue. */
async function breakExport(
  simulator: Simulator,
  options = '',
  { temporal = usual, account = newAccount(), isPaused = false } = {},
): Promise<Broken> {
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
  const command = `${MARCH} ${options}`;
  const isQuotaBad = account.startsWith(BAD_QUOTA);
  const quotaDays = isQuotaBad ? QUOTA_DAYS : undefined;
  const exportId = `export-${account}-Messages-2024-03-01..2024-03-31`;
  const brokenId = isQuotaBad ? `day-quota-${account}` : exportId;
  const isEarly = (length: number) => temporal === usual || length < CONTINUED_AFTER / 2;
  const place = { address: temporal.address, account, origin: simulator.origin, bundlePath, quotaDays };
  await workBadly(place, async () => {
    await starter(command, settings);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs >= JOBS_BEFORE,
    );
    await untilSpoiled(temporal.address, brokenId, isEarly);
    if (isPaused) await starter(`pause ${exportId}`, settings);
  });
  const metricsPort = await findFreePort();
  const worker = await startProgram('worker', [], {
    ...settings,
    ...workerSettings(simulator.origin),
    DAYHAUL_QUOTA_DAYS: String(quotaDays ?? 'none'),
    DAYHAUL_METRICS: String(metricsPort),
  });
  const { stdout: status } = await eventually(
    () => starter(`status ${brokenId}`, settings),
    ({ stdout }) => stdout.includes('cannot be replayed'),
  );
  expect(simulator.report().requestedDays).toBeLessThan(isQuotaBad ? QUOTA_DAYS : MARCH_DAYS);
  const [, remedy = ''] = /^Remedy {5}(.*)$/m.exec(status) ?? [];
  return { settings, command, exportId, brokenId, worker, metricsPort, status, remedy };
}

/** Run a command as a person does, with the Temporal CLI on the path. */
async function run(command: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const env = isolatedEnvironment(settings);
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  await promisify(exec)(command, { cwd: ROOT, env: { ...env, PATH: path } });
}

/** The export completes, and what is in the archive, at Twilio or in a running job is not requested again. */
async function expectCompletion(simulator: Simulator, { exportId, settings }: Broken): Promise<void> {
  const end = await starter(`watch ${exportId}`, settings);
  expect(end.stdout).toMatch(/31 of 31 days (exported|delivered)/);
  expect(end.exitCode).toBe(0);
  expect(simulator.report()).toMatchObject({ requestedDays: 31, daysRequestedTwice: [], unfinishedDays: 0 });
}

function resetOf(workflowId: string): string {
  return `temporal workflow reset --workflow-id ${workflowId} --type FirstWorkflowTask --reason 'cannot be replayed'`;
}

function terminationOf(workflowId: string): string {
  return `temporal workflow terminate --workflow-id ${workflowId} --reason 'cannot be replayed'`;
}

test('the page for operators has the commands that are printed', async () => {
  const page = await readFile(join(ROOT, 'docs/operations.md'), 'utf8');
  expect(page).toContain(`\n${resetOf('<workflow-id>')}\n`);
  expect(page).toContain(`\n${terminationOf('<workflow-id>')}\n`);
});

test('the worker, status, watch, list, doctor and the metrics show an export that cannot be replayed', () =>
  withSimulator(LIFE, async (simulator) => {
    const { settings, brokenId, worker, metricsPort, status, remedy } = await breakExport(simulator);
    expect(status).toMatch(/^Problem {4}The workflow cannot be replayed .*TMPRL1100.*TimerStarted/m);
    expect(remedy).toBe(resetOf(brokenId));

    const failures = await eventually(
      () =>
        worker
          .stderr()
          .split('\n')
          .filter((line) => line.includes(' ERROR ')),
      (lines) => lines.length >= 2,
    );
    for (const line of failures) {
      expect(line).toMatch(/ERROR Workflow task failed \(run [0-9a-f-]{36}\) .*TMPRL1100.*TimerStarted/);
      expect(line).toContain(` ${brokenId}: `);
      expect(line).toContain(ownCommand('status', brokenId));
    }
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toMatch(
      /temporal_workflow_task_execution_failed_total\{failure_reason="NonDeterminismError",.*workflow_type="exportDayRange"\} [2-9]/,
    );

    const watching = await startProgram('starter', ['watch', brokenId], settings);
    await eventually(watching.stdout, (text) => text.includes(`Remedy: ${remedy}\n`));
    expect(watching.stdout()).toContain('Problem: The workflow cannot be replayed');
    watching.kill('SIGINT');
    expect(await watching.exit).toBe(130);

    const list = await eventually(
      () => starter('list --running', settings),
      ({ stdout }) => stdout.includes('cannot be replayed'),
    );
    expect(list.stdout).toMatch(new RegExp(`running +${brokenId} .* cannot be replayed`));
    const doctor = await starter('doctor', settings);
    expect(doctor.stdout).toContain(`✗ Exports   ${brokenId}: The workflow cannot be replayed`);
    expect(doctor.stdout).toContain(`→ ${remedy}\n`);
    expect(doctor.exitCode).toBe(1);
  }));

test.each(['', '--archive'])('after the printed reset an export completes: %s', (option) =>
  withSimulator(LIFE, async (simulator) => {
    const archive = option && `--archive ${join(folder, newAccount())}`;
    const broken = await breakExport(simulator, archive);
    expect(broken.remedy).toBe(resetOf(broken.brokenId));
    await run(broken.remedy, broken.settings);
    await expectCompletion(simulator, broken);
    if (archive !== '') expect((await starter(`verify ${archive}`, broken.settings)).exitCode).toBe(0);
  }),
);

test('an export that was paused is paused after the reset', () =>
  withSimulator(LIFE, async (simulator) => {
    const broken = await breakExport(simulator, '', { isPaused: true });
    const { exportId, settings, remedy } = broken;
    await run(remedy, settings);
    await eventually(
      () => starter(`status ${exportId}`, settings),
      ({ stdout }) => stdout.includes('Paused since'),
    );
    expect(simulator.report().requestedDays).toBeLessThan(QUOTA_DAYS);
    await starter(`resume ${exportId}`, settings);
    await expectCompletion(simulator, broken);
  }));

test.each(['', '--archive'])('terminated and started again, an export completes: %s', (option) =>
  withSimulator(LIFE, async (simulator) => {
    const archive = option && `--archive ${join(folder, newAccount())}`;
    const broken = await breakExport(simulator, archive);
    await run(terminationOf(broken.brokenId), broken.settings);
    const again = await starter(broken.command, broken.settings);
    expect(again.stdout).toContain(archive === '' ? 'cannot be replayed' : 'that are not in the archive');
    await expectCompletion(simulator, broken);
  }),
);

test.each(['--fresh', 'continued as new'])('an export that a reset does not repair is started again: %s', (kind) =>
  withSimulator(LIFE, async (simulator) => {
    const broken =
      kind === '--fresh' ? await breakExport(simulator, kind) : await breakExport(simulator, '', { temporal: continuing });
    const { remedy, brokenId, settings } = broken;
    expect(remedy).toContain(`${terminationOf(brokenId)} && ${ownCommand('export', '--account')}`);
    expect(remedy).not.toContain('--fresh');
    for (const option of ['--days-per-chunk 2', ...QUICK.split(/ (?=--)/)]) expect(remedy).toContain(option);
    await run(remedy, settings);
    await expectCompletion(simulator, broken);
  }),
);

test('after the printed reset a quota knows what was requested', () =>
  withSimulator(LIFE, async (simulator) => {
    const account = newAccount().replace('test', BAD_QUOTA);
    const broken = await breakExport(simulator, '', { account });
    const { settings, remedy, brokenId } = broken;
    const show = await starter('quota show', settings);
    expect(show.stderr).toContain(`${brokenId} does not respond because its workflow task fails.`);
    expect(remedy).toBe(resetOf(brokenId));
    await run(remedy, settings);
    await eventually(
      () => simulator.report().requestedDays,
      (days) => days >= QUOTA_DAYS,
    );
    const shown = await eventually(
      () => starter('quota show', settings),
      ({ stdout }) => stdout.includes('waiting for quota'),
    );
    expect(shown.stdout).toContain(`${QUOTA_DAYS} days requested`);
    await starter('quota limit none', settings);
    await expectCompletion(simulator, broken);
  }));
