import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, newAccount, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();

test('a year in 30-day chunks with two days failing once asks for 368 days, and no day twice without need', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    simulator.day('2024-02-01').fails(1);
    simulator.day('2024-05-05').fails(1);

    const { outcome, handle } = await bench().run(simulator, { range: '2024-01-01..2024-12-31', options: { daysPerChunk: 30 } });

    expect(outcome?.days).toMatchObject({ total: 366, exported: 366, missing: 0 });
    expect(outcome?.requestedDays).toBe(368);
    expect(simulator.report()).toMatchObject({
      requestedDays: 368,
      daysRequestedTwice: [],
      exportedDays: 366,
      unfinishedDays: 0,
      creates: { accepted: 15, refused: 0 },
    });
    const { historyLength } = await handle.describe();
    expect(historyLength).toBeLessThan(366);
  }));

test('a failed day is submitted again alone, neighbours together', () =>
  withSimulator({ jobLife: byLooks(0) }, async (simulator) => {
    simulator.day('2024-03-02').fails(1);
    simulator.day('2024-03-05').fails(1);
    simulator.day('2024-03-06').fails(1);

    await bench().run(simulator, { range: '2024-03-01..2024-03-08', options: { daysPerChunk: 8 } });

    expect(simulator.submittedRanges()).toEqual(['2024-03-01..2024-03-08', '2024-03-02..2024-03-02', '2024-03-05..2024-03-06']);
  }));

test('a day that fails for ever is named with its attempts, and all others are exported', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-03').failsForEver();

    const { failure } = await bench().run(simulator, { range: '2024-03-01..2024-03-10' });

    expect(failure?.type).toBe('DaysMissing');
    expect(failure?.message).toContain('2024-03-03 (failed, 3 attempts)');
    expect(failure?.details?.[0]).toMatchObject({
      days: { total: 10, exported: 9, missing: 1 },
      missing: [{ reason: 'exhausted', attempts: 3 }],
      requestedDays: 12,
    });
    expect(simulator.report()).toMatchObject({ exportedDays: 9, failedDays: 1, requestedDays: 12 });
  }));

test('an export that allows missing days completes and still names them', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-03').failsForEver();

    const { outcome } = await bench().run(simulator, {
      range: '2024-03-01..2024-03-05',
      options: { allowMissing: true, maxAttempts: 2 },
    });

    expect(outcome?.missing).toMatchObject([{ reason: 'exhausted', attempts: 2 }]);
  }));

test('days without records end as empty and are not asked for again', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-02').isEmpty();

    const { outcome } = await bench().run(simulator, { range: '2024-03-01..2024-03-03' });

    expect(outcome?.days).toMatchObject({ exported: 2, empty: 1 });
    expect(outcome?.requestedDays).toBe(3);
  }));

test('no more jobs are open than may be', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 300 }) }, async (simulator) => {
    await bench().run(simulator, { range: '2024-03-01..2024-03-12', options: { daysPerChunk: 2, openJobs: 2 } });

    const created = simulator.jobs().map(({ createdAtMs }) => createdAtMs);
    for (const [index, createdAtMs] of created.slice(2).entries()) {
      expect(createdAtMs - created[index]!).toBeGreaterThanOrEqual(300);
    }
    expect(created).toHaveLength(6);
  }));

test('newest first begins with the newest full chunk', () =>
  withSimulator(async (simulator) => {
    await bench().run(simulator, { range: '2024-03-01..2024-03-10', options: { newestFirst: true } });

    expect(simulator.submittedRanges()).toEqual(['2024-03-04..2024-03-10', '2024-03-01..2024-03-03']);
  }));

test('the same export started twice is one workflow and asks for its days once', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 500 }) }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const first = await bench().start(account, { range: '2024-03-01..2024-03-03' });
    await expect(bench().start(account, { range: '2024-03-01..2024-03-03' })).rejects.toThrow(/already/i);

    await endOf(first);
    expect(simulator.report()).toMatchObject({ requestedDays: 3, creates: { accepted: 1 } });
  }));

test('queries and current details tell how it stands while it runs', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handle = await bench().start(account, { range: '2024-03-01..2024-03-10' });

    const progress = await eventually(
      () => handle.query<{ jobs: { range: unknown }[]; waitingFor: string; days: object }>('progress'),
      ({ jobs }) => jobs.length === 2,
    );
    expect(progress.days).toMatchObject({ total: 10, submitted: 10 });
    expect(progress.waitingFor).toBe('Waiting for 2 open jobs (10 days).');
    expect(await handle.query('ledger')).toMatchObject([
      { startDay: '2024-03-01', endDay: '2024-03-07', state: 'submitted', attempts: 1 },
      { startDay: '2024-03-08', endDay: '2024-03-10', state: 'submitted', attempts: 1 },
    ]);
    expect(await handle.query('missing')).toEqual([]);
    const details = await currentDetails(handle);
    expect(details).toContain('0 of 10 days complete');
    expect(details).toContain('2024-03 ');
    const { events } = await handle.fetchHistory();
    const scheduled = events?.filter((event) => event.activityTaskScheduledEventAttributes) ?? [];
    const summaries = scheduled.map((event) => Buffer.from(event.userMetadata?.summary?.data ?? '').toString());
    expect(summaries).toContain('"submit 2024-03-01..2024-03-07"');
    expect(summaries).toContain('"poll 2 jobs"');
    expect(summaries).not.toContain('');
    await handle.terminate();
  }));

test('the pending poll says in a sentence what it waits for', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handle = await bench().start(account, { range: '2024-03-01..2024-03-10' });

    const [message] = await eventually(
      async () => {
        const { raw } = await handle.describe();
        return (raw.pendingActivities ?? []).map(({ lastFailure }) => lastFailure?.message ?? '');
      },
      ([sentence]) => sentence?.startsWith('Waiting for 2 open jobs') ?? false,
    );
    expect(message).toMatch(/^Waiting for 2 open jobs\. 2024-03-01\.\.2024-03-07: .*Next check in/);
    await handle.terminate();
  }));

test('a worker that stops in the middle and comes back asks for no day twice', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 600 }) }, async (simulator) => {
    const {
      account,
      worker: before,
      handle,
    } = await bench().begin(simulator, { range: '2024-03-01..2024-05-31', options: { openJobs: 2 } }, 3);
    await before.stop();

    await bench().startWorker(account, simulator);
    const { outcome } = await endOf(handle);
    expect(outcome?.days).toMatchObject({ total: 92, exported: 92 });
    expect(simulator.report()).toMatchObject({ requestedDays: 92, daysRequestedTwice: [] });
  }));
