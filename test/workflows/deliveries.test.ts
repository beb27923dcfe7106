import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { verifyArchive } from '../../src/archive/verify/verify-archive';
import { answer, corrupt, hold, truncate, trailing } from '../../simulator/faults/fault';
import { movableClock } from '../../simulator/movable-clock';
import type { Simulator } from '../../simulator/start-simulator';
import type { ExportOptions } from '../../src/domain/request/export-options';
import { namesIn } from '../archive/support/deliveries';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const DAY_MS = 86_400_000;
const OTHER_ACCOUNT = 'AC00000000000000000000000000000002';
const RANGE = '2024-03-01..2024-03-14';

let archive = '';
beforeEach(async () => {
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterEach(() => rm(archive, { recursive: true }));

function run(simulator: Simulator, options: Partial<ExportOptions> = {}) {
  return bench().run(simulator, { range: RANGE, options: { archive, ...options } });
}

function verified() {
  return verifyArchive(openStore(archive), 'Messages', undefined);
}

test('every file is fetched into the archive, a day without records has an empty receipt, and the end is reported', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-05').isEmpty();
    const { outcome, handle } = await run(simulator);

    const { findings, days, empty, records, bytes } = await verified();
    expect({ findings, days, empty }).toEqual({ findings: [], days: 14, empty: 1 });
    expect(outcome).toMatchObject({
      days: { total: 14, exported: 0, delivered: 13, empty: 1, missing: 0 },
      delivery: { waitingDays: 0, records, bytes, expiredDays: 0, undeliverableDays: 0 },
    });
    expect(await currentDetails(handle)).toContain(`${records} records (`);
    const report = await readFile(join(archive, '_exports', `${handle.workflowId}.json`), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ delivered: 14, empty: 1, records, missing: [] });
  }));

test('a second run over an archive requests only what is not there, and all of it once more when told to', async () => {
  const clock = movableClock({ startMs: Date.parse('2024-05-01T12:00:00Z') });
  await withSimulator({ clock }, async (simulator) => {
    await run(simulator);
    await rm(join(archive, 'Messages', 'day=2024-03-07'), { recursive: true });
    clock.advance(8 * DAY_MS);

    const { outcome } = await run(simulator);
    expect(outcome).toMatchObject({ requestedDays: 1, archivedDays: 13, days: { delivered: 14 } });

    const again = await run(simulator, { reexport: 'all', fresh: true });
    expect(again.outcome).toMatchObject({ requestedDays: 14, days: { delivered: 14 } });
    expect((await verified()).findings).toEqual([]);
  });
});

test.each([
  ['truncated', truncate(40, 'neat')],
  ['cut off', truncate(40)],
  ['corrupt', corrupt()],
  ['followed by other bytes', trailing()],
  ['refused for a moment', answer({ status: 503 })],
])('a file that arrives %s is fetched again with a fresh link, and the day is requested once', (_what, does) =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'file', times: 5, does });
    const { outcome } = await run(simulator);

    expect(outcome).toMatchObject({ requestedDays: 14, days: { delivered: 14 } });
    expect((await verified()).findings).toEqual([]);
  }),
);

test('a file that is not there yet is waited for; the day is not requested again', () =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'day', times: 10, does: answer({ status: 404 }) });
    const { outcome } = await run(simulator);

    expect(outcome).toMatchObject({ requestedDays: 14, days: { delivered: 14 } });
  }));

test('a day whose file never comes is requested again, and said', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    simulator.faults.plan({ on: 'day', times: 1_000_000, does: answer({ status: 404 }) });
    const handle = await bench().start(account, { range: '2024-03-01', options: { archive, ambiguityWaitMs: 50 } });
    await eventually(
      () => currentDetails(handle),
      (details) => details.includes('Twilio reports the day as exported but has no file for it.'),
    );
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 2,
    );
    simulator.faults.clear();

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ requestedDays: 2, days: { delivered: 1 }, delivery: { undeliverableDays: 1, expiredDays: 0 } });
  }));

test('a file that has gone while no worker was there is requested again, and counted as expired', async () => {
  let aheadMs = 0;
  await withSimulator({ clock: () => Date.now() + aheadMs }, async (simulator) => {
    simulator.faults.plan({ on: 'day', times: 1_000_000, does: answer({ status: 503 }) });
    const { handle, worker, account } = await bench().begin(simulator, { range: RANGE, options: { archive } }, 2);
    await eventually(
      () => handle.query<{ days: { exported: number } }>('progress'),
      ({ days }) => days.exported === 14,
    );
    await worker.stop();
    simulator.faults.clear();
    aheadMs = 8 * DAY_MS;
    await bench().startWorker(account, simulator);

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ requestedDays: 28, days: { delivered: 14 }, delivery: { expiredDays: 14 } });
    expect((await verified()).findings).toEqual([]);
  });
});

test.each(['gzipOfNothing', 'zeroBytes', 'notFound', 'absent'] as const)(
  'days without records end as empty when they look like %s, with records as they come when packed twice',
  (emptyDays) =>
    withSimulator({ view: { emptyDays, contentEncoding: 'gzip' } }, async (simulator) => {
      for (const day of ['2024-03-02', '2024-03-03', '2024-03-14']) simulator.day(day).isEmpty();
      const { outcome } = await run(simulator);

      expect(outcome).toMatchObject({ requestedDays: 14, days: { delivered: 11, empty: 3 } });
      expect(await verified()).toMatchObject({ findings: [], days: 14, empty: 3 });
    }),
);

test('an export that is cancelled while it downloads keeps what is exported, and ends in time', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    simulator.faults.plan({ on: 'file', after: 6, times: 4, does: hold('file') });
    const handle = await bench().start(account, { range: RANGE, options: { archive, downloads: 4 } });
    await simulator.faults.reached('file');
    const startMs = performance.now();
    await handle.cancel();
    await expect(endOf(handle)).rejects.toThrow('Workflow execution cancelled');
    expect(performance.now() - startMs).toBeLessThan(15_000);
    simulator.faults.release();
    simulator.faults.clear();

    const { findings, days } = await verified();
    expect(findings.filter(({ kind }) => kind !== 'noReceipt' && kind !== 'gap')).toEqual([]);
    expect(days).toBeGreaterThanOrEqual(6);
  }));

test('no byte of a file whose link names another account is kept; the export continues once the account is right', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    simulator.setView({ accountInLinks: OTHER_ACCOUNT });
    const handle = await bench().start(account, { range: RANGE, options: { archive } });
    await eventually(
      () => pendingMessages(handle),
      (messages) => messages.some((message) => message.includes(`a file of account ${OTHER_ACCOUNT}`)),
    );
    expect(simulator.requests().filter(({ operation }) => operation === 'file')).toEqual([]);
    expect(await namesIn(openStore(archive), 'Messages/')).toEqual([]);
    simulator.setView({ accountInLinks: 'named' });

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ requestedDays: 14, days: { delivered: 14 } });
  }));

test('a file whose link names no account is delivered, and its receipt says so', () =>
  withSimulator({ view: { accountInLinks: 'absent' } }, async (simulator) => {
    await run(simulator);
    const receipt = await readFile(join(archive, 'Messages', 'day=2024-03-01', '_receipt.json'), 'utf8');
    expect(JSON.parse(receipt)).toMatchObject({ accountChecked: false });
  }));
