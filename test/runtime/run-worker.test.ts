import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer } from '../../simulator/faults/fault';
import { findFreePort } from '../../tools/programs/find-free-port';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import type { Program } from '../../tools/programs/start-program';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const QUICK = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms --days-per-chunk 7';

let temporal: TemporalServer;
let worker: Program | undefined;
let archive = '';

beforeAll(async () => {
  temporal = await startTemporal();
});
beforeEach(async () => {
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterEach(async () => {
  await worker?.stop();
  await rm(archive, { recursive: true });
});
afterAll(() => temporal.stop());

/** The value of a series in Prometheus's text, by a part of each label it must have. */
function valueOf(text: string, name: string, ...labels: string[]): number {
  const line = text
    .split('\n')
    .find((candidate) => candidate.startsWith(`${name}{`) && labels.every((label) => candidate.includes(label)));
  return Number(line?.split(' ').at(-1));
}

test('a worker reports readiness and metrics, and logs failures as JSON', () =>
  withSimulator({ quota: { days: 366 } }, async (simulator) => {
    const [healthPort, metricsPort] = [await findFreePort(), await findFreePort()];
    const account = newAccount();
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
    simulator.faults.plan({ on: 'create', does: answer({ status: 503 }) });
    worker = await start('worker', [], {
      ...settings,
      ...workerSettings(simulator.origin),
      DAYHAUL_QUOTA_DAYS: '366',
      DAYHAUL_HEALTH: String(healthPort),
      DAYHAUL_METRICS: `127.0.0.1:${metricsPort}`,
      DAYHAUL_LOG: 'json',
    });
    const health = (path: string) => fetch(`http://127.0.0.1:${healthPort}${path}`);
    await eventually(
      () =>
        health('/healthz/ready').then(
          ({ ok }) => ok,
          () => false,
        ),
      Boolean,
    );
    expect(await (await health('/healthz')).json()).toEqual({ live: true, ready: true });
    expect((await health('/elsewhere')).status).toBe(404);
    expect((await health('//')).status).toBe(404);
    expect((await health('/healthz/live?from=a-probe')).status).toBe(200);

    const command = `export --resource-type Messages --from 2024-03-01 --to 2024-03-14 ${QUICK} --archive ${archive} --follow --json`;
    expect((await starter(command, settings)).exitCode).toBe(0);
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(valueOf(text, 'dayhaul_day_states', 'state="delivered"')).toBe(14);
    expect(valueOf(text, 'dayhaul_day_states', 'state="missing"')).toBe(0);
    expect(valueOf(text, 'dayhaul_day_requests_total', 'resource_type="Messages"')).toBe(14);
    expect(valueOf(text, 'dayhaul_quota_left', `group="${account}"`)).toBe(366 - 14);
    expect(valueOf(text, 'dayhaul_api_requests_total', 'operation="createJob"', 'outcome="ok"')).toBe(2);
    expect(valueOf(text, 'dayhaul_api_requests_total', 'operation="createJob"', 'outcome="unavailable"')).toBe(1);
    expect(valueOf(text, 'dayhaul_delivered_files_total')).toBe(14);
    expect(valueOf(text, 'dayhaul_delivered_bytes_total')).toBeGreaterThan(1000);
    expect(valueOf(text, 'dayhaul_oldest_deadline_timestamp_seconds')).toBe(0);
    expect(valueOf(text, 'dayhaul_newest_delivered_day_timestamp_seconds')).toBe(Date.parse('2024-03-15') / 1000);
    expect(text).toContain('temporal_workflow_completed');
    await starter('quota close --yes', settings);
    const closed = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(valueOf(closed, 'dayhaul_quota_left')).toBe(0);

    const lines = worker
      .stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    for (const line of lines) {
      expect(line).toEqual(
        expect.objectContaining({
          time: expect.stringMatching(/Z$/) as string,
          level: expect.any(String) as string,
          message: expect.any(String) as string,
        }),
      );
    }
    for (const message of [/^Export started: 0 of 14 days complete/, /^Export completed: 14 of 14 days delivered/]) {
      expect(lines).toContainEqual(expect.objectContaining({ level: 'INFO', message: expect.stringMatching(message) as string }));
    }
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'WARN',
        activityType: 'submitJob',
        attempt: 1,
        errorType: 'Unavailable',
        error: expect.stringContaining('503') as string,
      }),
    );
  }));

test('a worker does not start when an address is in use', () =>
  withSimulator(async (simulator) => {
    const taken = new URL(simulator.origin).port;
    for (const variable of ['DAYHAUL_HEALTH', 'DAYHAUL_METRICS']) {
      const settings = { TEMPORAL_ADDRESS: temporal.address, ...workerSettings(simulator.origin) };
      worker = await start('worker', [], { ...settings, [variable]: taken });
      expect(await worker.exit).toBe(1);
      expect(worker.stderr()).toContain(`${variable}: cannot listen on 127.0.0.1:${taken}`);
    }
  }));

test('a worker without Temporal is alive and not ready', () =>
  withSimulator(async (simulator) => {
    const away = await startTemporal();
    const port = await findFreePort();
    worker = await start('worker', [], {
      TEMPORAL_ADDRESS: away.address,
      ...workerSettings(simulator.origin),
      DAYHAUL_HEALTH: String(port),
    });
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/healthz/ready`).then(
        ({ status }) => status,
        () => 0,
      );
    await eventually(ready, (status) => status === 200);
    await away.stop();
    await eventually(ready, (status) => status === 503);
    expect((await fetch(`http://127.0.0.1:${port}/healthz/live`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({
      live: true,
      ready: false,
      reason: `Temporal is not reachable at ${away.address}.`,
    });
  }));

test.each([
  ['settings that are missing', [], {}],
  ['an option that is not known', ['--nonsense'], {}],
  ['a Temporal that is not there', [], workerSettings('http://127.0.0.1:9')],
  ['an unknown profile of Temporal', [], { ...workerSettings('http://127.0.0.1:9'), TEMPORAL_PROFILE: 'nowhere' }],
])('a start that fails because of %s is logged as JSON', async (_title, args, settings) => {
  worker = await start('worker', args, { TEMPORAL_ADDRESS: '127.0.0.1:1', DAYHAUL_LOG: 'json', ...settings });
  expect(await worker.exit).toBeGreaterThan(0);
  for (const line of worker.stderr().trim().split('\n')) {
    expect(JSON.parse(line)).toMatchObject({ level: 'ERROR' });
  }
});

test('a start whose address is in use is logged as JSON', () =>
  withSimulator(async (simulator) => {
    const taken = new URL(simulator.origin).port;
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_LOG: 'json', ...workerSettings(simulator.origin) };
    worker = await start('worker', [], { ...settings, DAYHAUL_METRICS: taken });
    expect(await worker.exit).toBe(1);
    const lines = worker.stderr().trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'ERROR' });
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(lines.map(() => 'object'));
  }));
