import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import type { Program } from '../../tools/programs/start-program';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms';
const MARCH = 'export --resource-type Messages --from 2024-03-01 --to 2024-03-31 --days-per-chunk 10';

let temporal: TemporalServer;
const programs: Program[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
});
afterAll(() => temporal.stop());

/** Settings that keep a test to itself: its account's task queue is nobody else's. */
function ownSettings() {
  return { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
}

async function startWorker(settings: Record<string, string>): Promise<Program> {
  const worker = await start('worker', [], settings);
  programs.push(worker);
  return worker;
}

test('--follow prints lines until the end; status and list show the closed export', () =>
  withSimulator({ jobLife: byLooks(1) }, async ({ origin }) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(origin) });

    const { exitCode, stdout, stderr } = await starter(`${MARCH} ${QUICK} --follow`, settings);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/Exporting Messages, 31 days .* in 4 jobs of up to 10 days/);
    expect(stdout).toContain('31 of 31 days exported');
    expect(stdout).toContain('31 days requested');
    expect(exitCode).toBe(0);

    const workflowId = `export-${settings.DAYHAUL_ACCOUNT}-Messages-2024-03-01..2024-03-31`;
    const status = await starter(`status ${workflowId} --json`, settings);
    expect(JSON.parse(status.stdout)).toMatchObject({
      workflowId,
      resourceType: 'Messages',
      range: { startDay: '2024-03-01', endDay: '2024-03-31' },
      state: 'completed',
      days: { total: 31, planned: 0, submitted: 0, exported: 31, empty: 0, delivered: 0, missing: 0 },
      jobs: [],
      missing: [],
      requestedDays: 31,
    });
    const list = await eventually(
      () => starter('list', settings),
      (answer) => answer.stdout.includes(workflowId),
    );
    expect(list.stdout).toContain('completed');
  }));

test('missing days cause exit code 1 and are named with their attempts, as text and as JSON', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-07').failsForEver();
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });

    const { exitCode, stdout } = await starter(`${MARCH} ${QUICK} --follow`, settings);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2024-03-07 (failed, 3 attempts)');

    const workflowId = `export-${settings.DAYHAUL_ACCOUNT}-Messages-2024-03-01..2024-03-31`;
    const failed = await eventually(
      () => starter('list --failed --since 1h', settings),
      (answer) => answer.stdout.includes(workflowId),
    );
    expect(failed.exitCode).toBe(1);
    expect((await starter('list --failed --since 1ms', settings)).exitCode).toBe(0);
    const row = new RegExp(`^failed +${workflowId}  30/31 +1 +\\d{4}-.* UTC  \\d{4}-.* UTC$`, 'm');
    expect(failed.stdout).toMatch(row);
    expect((await starter('list --state failed --resource-type Messages', settings)).stdout).toMatch(row);
    for (const filter of ['--state completed', '--running', '--resource-type Calls']) {
      expect((await starter(`list ${filter}`, settings)).stdout).not.toContain(workflowId);
    }
    expect((await starter(`status ${workflowId} --missing`, settings)).stdout).toBe('2024-03-07\n');
    const { stdout: page } = await starter(`status ${workflowId} --chart`, settings);
    expect(page).toContain(`\n2024-03          ${'█'.repeat(6)}✗${'█'.repeat(24)}\n`);
    expect(page).toMatch(/\nNext step {2}export the missing days again\n[^]*\nNext:\n.* resubmit export-/);

    const json = await starter(`status ${workflowId} --json`, settings);
    expect(JSON.parse(json.stdout)).toMatchObject({
      state: 'failed',
      days: { exported: 30, missing: 1 },
      missing: [{ reason: 'exhausted', attempts: 3, ranges: [{ startDay: '2024-03-07', endDay: '2024-03-07' }] }],
      requestedDays: 33,
    });
  }));

test('two simultaneous starts create one workflow; differing options are reported', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 3000 }) }, async (simulator) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });

    const [one, two] = await Promise.all([
      starter(`${MARCH} ${QUICK} --json`, settings),
      starter(`${MARCH} ${QUICK} --json`, settings),
    ]);
    expect([one.exitCode, two.exitCode]).toEqual([0, 0]);
    const idOf = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as { workflowId: string }).workflowId;
    expect(idOf(one)).toBe(idOf(two));

    const again = await starter(`${MARCH} --poll-min 50ms --poll-max 7s`, settings);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('already running. Attached');
    expect(again.stderr).not.toContain('--days-per-chunk');
    expect(again.stderr).toContain('--poll-max 250ms, not 7s');

    const { exitCode } = await starter(`${MARCH} ${QUICK} --follow`, settings);
    expect(exitCode).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 31, daysRequestedTwice: [] });
  }));

test('a completed export is started again only with --fresh', () =>
  withSimulator(async (simulator) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    await starter(`${MARCH} ${QUICK} --follow`, settings);

    const closed = await starter(`${MARCH} ${QUICK}`, settings);
    expect(closed.stderr).toContain('is closed (completed). Nothing started.');
    expect(closed.exitCode).toBe(0);
    expect(simulator.report().requestedDays).toBe(31);

    await starter(`${MARCH} ${QUICK} --fresh --follow`, settings);
    expect(simulator.report().requestedDays).toBe(62);
  }));

test('days that another export has at Twilio are requested again only with --fresh', () =>
  withSimulator(async (simulator) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    await starter(`${MARCH} ${QUICK} --follow`, settings);
    const nextDay = MARCH.replace('2024-03-31', '2024-04-01');

    const overlapping = await starter(`${nextDay} ${QUICK} --follow`, settings);
    expect(overlapping.exitCode).toBe(0);
    expect(overlapping.stdout).toContain('31 days found at Twilio, not requested again');
    expect(simulator.report()).toMatchObject({ requestedDays: 32, daysRequestedTwice: [] });

    expect((await starter(`${nextDay} ${QUICK} --fresh --follow`, settings)).exitCode).toBe(0);
    expect(simulator.report().requestedDays).toBe(64);
  }));

test('an export that ended with missing days is started again for these days only', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-07').fails(3);
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    expect((await starter(`${MARCH} ${QUICK} --follow`, settings)).exitCode).toBe(1);

    const again = await starter(`${MARCH} ${QUICK} --follow`, settings);
    expect(again.stdout).toContain('Exporting 1 day of Messages 2024-03-01..2024-03-31');
    expect(again.stdout).toContain('31 of 31 days exported. 1 day requested.');
    expect(again.exitCode).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 34, daysRequestedTwice: [] });
  }));

test('--follow survives an outage of Temporal', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 1500 }) }, async (simulator) => {
    const folder = mkdtempSync(join(tmpdir(), 'dayhaul-away-'));
    const file = { dbFilename: join(folder, 'temporal.db') };
    const first = await startTemporal(file);
    const settings = { ...ownSettings(), TEMPORAL_ADDRESS: first.address };
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    const following = await start('starter', `${MARCH} ${QUICK} --follow`.split(' '), settings);
    programs.push(following);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 4,
    );
    const before = following.stdout().length;
    await first.kill('SIGKILL');
    await eventually(
      () => following.stdout(),
      (text) => text.includes('Temporal is not reachable. Retrying.'),
      40_000,
    );
    expect(following.stdout().slice(before)).not.toContain('No worker is polling');
    const second = await startTemporal({ ...file, port: Number(first.address.split(':')[1]) });

    expect(await following.exit).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 31, daysRequestedTwice: [] });
    await Promise.all(programs.splice(0).map((program) => program.stop()));
    await second.stop();
    rmSync(folder, { recursive: true });
  }));

test('--follow shows rejected credentials, and the export continues once they are fixed', () =>
  withSimulator(async (simulator) => {
    const settings = ownSettings();
    const refused = await startWorker({ ...settings, ...workerSettings(simulator.origin, 'wrong-token') });
    const following = await start('starter', `${MARCH} ${QUICK} --follow`.split(' '), settings);
    programs.push(following);
    await eventually(
      () => following.stdout(),
      (text) => /Problem: .*TWILIO_AUTH_TOKEN/.test(text),
    );
    await refused.stop();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });

    expect(await following.exit).toBe(0);
    expect(following.stdout()).not.toContain('wrong-token');
    expect(refused.stderr()).not.toContain('wrong-token');
  }));

test('Ctrl-C stops following; the export continues', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 2000 }) }, async (simulator) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    const following = await start('starter', `${MARCH} ${QUICK} --follow`.split(' '), settings);
    programs.push(following);
    await eventually(
      () => following.stdout(),
      (text) => text.includes('of 31 days'),
    );
    following.kill('SIGINT');

    expect(await following.exit).toBe(130);
    expect(following.stdout()).toContain('The export continues');
    const { exitCode } = await starter(`${MARCH} ${QUICK} --follow`, settings);
    expect(exitCode).toBe(0);
    expect(simulator.report().requestedDays).toBe(31);
  }));

test('without a worker, status shows that none is polling', async () => {
  const settings = ownSettings();
  const { stdout } = await starter(`${MARCH} --json`, settings);
  const { workflowId } = JSON.parse(stdout) as { workflowId: string };

  const status = await starter(`status ${workflowId}`, settings);
  expect(status.stdout).toContain('No worker is polling');
  expect(status.stdout).toContain('dayhaul worker');
});

test.each(['cancel', 'terminate'] as const)('after %s by another client, status shows the state', async (end) => {
  await withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, async (simulator) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    const { stdout } = await starter(`${MARCH} ${QUICK} --json`, settings);
    const { workflowId } = JSON.parse(stdout) as { workflowId: string };
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 4,
    );
    const connection = await Connection.connect({ address: temporal.address });
    await new Client({ connection }).workflow.getHandle(workflowId)[end]();
    await connection.close();

    const status = await eventually(
      async () => JSON.parse((await starter(`status ${workflowId} --json`, settings)).stdout) as { state: string },
      ({ state }) => state !== 'running',
    );
    expect(status).toMatchObject(end === 'cancel' ? { state: 'cancelled', days: { missing: 31 } } : { state: 'terminated' });
  });
});

test('status of a deleted export names the retention and the next step', () =>
  withSimulator(async (simulator) => {
    const settings = ownSettings();
    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    await starter(`${MARCH} ${QUICK} --follow`, settings);
    const workflowId = `export-${settings.DAYHAUL_ACCOUNT}-Messages-2024-03-01..2024-03-31`;
    const connection = await Connection.connect({ address: temporal.address });
    await connection.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } });
    await connection.close();

    const { exitCode, stderr } = await eventually(
      () => starter(`status ${workflowId}`, settings),
      (status) => status.exitCode === 1,
      75_000,
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('not found. Temporal keeps closed exports for 1 day.');
    expect(stderr).toContain('dayhaul list');
  }));

test('status of an unknown export fails with exit code 1', async () => {
  const { exitCode, stderr } = await starter('status export-none', ownSettings());

  expect(exitCode).toBe(1);
  expect(stderr).toContain('Workflow export-none not found');
});

test.each(['SIGKILL', 'SIGTERM'] as const)('a worker that is restarted after %s requests no day twice', (signal) =>
  withSimulator({ jobLife: byDuration({ jobMs: 800 }) }, async (simulator) => {
    const settings = ownSettings();
    const worker = await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    const wide = MARCH.replace('--to 2024-03-31', '--to 2024-06-30');
    const following = await start('starter', `${wide} ${QUICK} --follow`.split(' '), settings);
    programs.push(following);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs >= 5,
    );
    const endedMs = performance.now();
    worker.kill(signal);
    await worker.exit;
    expect(performance.now() - endedMs).toBeLessThan(15_000);

    await startWorker({ ...settings, ...workerSettings(simulator.origin) });
    expect(await following.exit).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 122, daysRequestedTwice: [], unfinishedDays: 0 });
  }),
);
