import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const MESSAGES = 'export --resource-type Messages --from 2024-03-01';

let temporal: TemporalServer;
let worker: Program | undefined;
let folder: string;

beforeAll(async () => {
  temporal = await startTemporal();
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-plan-'));
});
afterEach(() => worker?.stop());
afterAll(async () => {
  await temporal.stop();
  await rm(folder, { recursive: true });
});

test('of 61 days with 60 in the archive, a plan requests one, and reads the quota', () =>
  withSimulator(async (simulator) => {
    const archive = join(folder, 'archive');
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    const quota = { DAYHAUL_QUOTA_DAYS: '100', DAYHAUL_QUOTA_RESERVE: '5' };
    worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), ...quota });
    await starter(`${MESSAGES} --to 2024-04-29 --archive ${archive} --poll-min 50ms --poll-max 250ms --follow`, settings);

    const told = '--email ops@example.com --webhook-url https://example.com/hook --webhook-method POST';
    const { stdout, stderr } = await starter(`${MESSAGES} --to 2024-04-30 --archive ${archive} ${told} --plan`, settings);
    expect(stderr).toBe('');
    expect(stdout).toContain('Messages 2024-03-01..2024-04-30, 1 day to request.');
    expect(stdout).toContain('60 days, not requested: 60 in the archive, 0 at Twilio, 0 in running jobs');
    expect(stdout).toContain('Limit 100, 5 reserved for schedules, 60 requested today, 0 exports waiting');
    expect(stdout).toMatch(/^Emails +1 to each owner.*, and 1 to ops@example.com, one per job$/m);
    expect(stdout).toMatch(/^Webhook +https:\/\/example.com\/hook, called when a job completes$/m);
    expect(stdout).not.toContain('Not checked');

    const atTwilio = await starter(`${MESSAGES} --to 2024-04-30 --plan`, settings);
    expect(atTwilio.stdout).toContain('0 in the archive, 60 at Twilio, 0 in running jobs');
    expect(simulator.report()).toMatchObject({ requestedDays: 60 });
  }));

test('a plan writes nothing, and says what Twilio answered', () =>
  withSimulator(async (simulator) => {
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin, 'wrong') });
    const archive = join(folder, 'new');
    const { exitCode, stdout } = await eventually(
      () => starter(`${MESSAGES} --to 2024-03-09 --archive ${archive} --plan`, settings),
      (plan) => !plan.stdout.includes('No worker is polling'),
    );

    expect(stdout).toMatch(/up to 9 days to request.*^Not checked +.*Twilio.*401/ms);
    expect([exitCode, existsSync(archive)]).toEqual([0, false]);
  }));

test('a plan names what the worker does not allow, and fails', () =>
  withSimulator(async (simulator) => {
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    const allowed = { DAYHAUL_ALLOW_ARCHIVES: 's3://exports/*', DAYHAUL_ALLOW_EMAILS: '*@example.com' };
    worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), ...allowed });
    const { exitCode, stdout } = await eventually(
      () => starter(`${MESSAGES} --to 2024-03-09 --archive ${folder} --email a@example.org --plan --json`, settings),
      (plan) => !plan.stdout.includes('No worker is polling'),
    );
    expect(exitCode).toBe(1);
    const plan = JSON.parse(stdout) as { notAllowed: string[]; notChecked: string[] };
    expect(plan.notAllowed).toEqual([expect.stringContaining('a@example.org'), expect.stringContaining(folder)]);
    expect(plan.notChecked).toEqual([]);
    const shown = await starter(`${MESSAGES} --to 2024-03-09 --archive ${folder} --plan`, settings);
    expect(shown).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^Not allowed +.*DAYHAUL_ALLOW_ARCHIVES/m) as unknown,
    });
  }));

test.each([
  ['Temporal', () => ({ TEMPORAL_ADDRESS: '127.0.0.1:9' }), /Not checked +Temporal is not reachable at 127.0.0.1:9/],
  [
    'a worker',
    () => ({ TEMPORAL_ADDRESS: temporal.address }),
    /Not checked +No worker is polling task queue.* Start a worker: DAYHAUL_ACCOUNT=/,
  ],
])('without %s, a plan is there at once and says so', async (_title, settingsOf, notChecked) => {
  const settings = { ...settingsOf(), DAYHAUL_ACCOUNT: newAccount() };
  const { exitCode, stdout } = await starter(`${MESSAGES} --to 2024-04-30 --plan`, settings);

  expect(stdout).toMatch(/up to 61 days to request/);
  expect(stdout).toMatch(notChecked);
  expect(exitCode).toBe(0);
});
