import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../tools/programs/find-free-port';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import { promtool } from './support/promtool';

const QUICK = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms --resubmit-after 100ms --max-attempts 1';

jest.setTimeout(15 * 60_000); // promtool may have to be built first

let temporal: TemporalServer;
let worker: Program | undefined;
let archive = '';

beforeAll(async () => {
  temporal = await startTemporal();
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterEach(() => worker?.stop());
afterAll(async () => {
  await temporal.stop();
  await rm(archive, { recursive: true });
});

/** A worker with metrics, and how to read them. */
async function startWorker(account: string, origin: string): Promise<() => Promise<string>> {
  const port = await findFreePort();
  worker = await start('worker', [], {
    TEMPORAL_ADDRESS: temporal.address,
    DAYHAUL_ACCOUNT: account,
    DAYHAUL_METRICS: `127.0.0.1:${port}`,
    ...workerSettings(origin),
    DAYHAUL_QUOTA_DAYS: '366',
  });
  const read = () => fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text());
  await eventually(
    () => read().catch(() => ''),
    (text) => text.includes('dayhaul_missing'),
  );
  return read;
}

const missingMessages = (text: string) => /^dayhaul_missing\{account="[^"]+",resource_type="Messages"\} (\d+)$/m.exec(text)?.[1];

test('missing days last over a restart of the worker, until another export completes them; promtool has no complaints', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
    simulator.day('2024-03-02').fails(1);
    let read = await startWorker(account, simulator.origin);
    expect(missingMessages(await read())).toBe('0');
    const failing = `export --resource-type Messages --from 2024-03-01 --to 2024-03-04 --archive ${archive} ${QUICK} --follow`;
    expect((await starter(failing, settings)).exitCode).toBe(1);
    await starter('quota close --yes', settings);

    const text = await read();
    expect(text).not.toMatch(/taskQueue|workflowType|activityType/);
    const lint = await promtool(['check', 'metrics'], text);
    if (lint) expect({ status: lint.status, problems: lint.stderr }).toEqual({ status: 0, problems: '' });

    await worker?.stop();
    read = await startWorker(account, simulator.origin);
    await eventually(read, (now) => missingMessages(now) === '1');
    await starter('quota open', settings);
    const mending = `export --resource-type Messages --from 2024-03-02 --to 2024-03-03 ${QUICK} --fresh --follow`;
    expect((await starter(mending, settings)).exitCode).toBe(0);
    await worker?.stop();
    read = await startWorker(account, simulator.origin);
    await eventually(read, (now) => missingMessages(now) === '0');
  }));
