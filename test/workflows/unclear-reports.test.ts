import { answer, notJson } from '../../simulator/faults/fault';
import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import { endOf, eventually, newAccount, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const TEN_DAYS = { range: '2024-03-01..2024-03-10', options: { daysPerChunk: 10 } };

test('one of ten days failing is found, and asked for alone, when no answer names the days', () =>
  withSimulator({ jobLife: byLooks(1), view: { daysInList: 'null', daysInFetch: 'null' } }, async (simulator) => {
    simulator.day('2024-03-04').fails(1);

    const { outcome } = await bench().run(simulator, TEN_DAYS);

    expect(outcome?.days).toMatchObject({ exported: 10 });
    expect(outcome?.requestedDays).toBe(11);
    expect(simulator.submittedRanges()).toEqual(['2024-03-01..2024-03-10', '2024-03-04..2024-03-04']);
  }));

test('days that only a fetch names are read from a fetch', () =>
  withSimulator({ jobLife: byLooks(1), view: { daysInList: 'null' } }, async (simulator) => {
    simulator.day('2024-03-04').fails(1);
    simulator.day('2024-03-05').isEmpty();

    const { outcome } = await bench().run(simulator, TEN_DAYS);

    expect(outcome?.days).toMatchObject({ exported: 9, empty: 1 });
    expect(simulator.report().calls.days).toBe(1); // the survey's
  }));

test('days that cannot be told apart are asked for again, and counted as unnamed', () =>
  withSimulator(
    { jobLife: byLooks(1), view: { daysInList: 'null', daysInFetch: 'null', emptyDays: 'absent' } },
    async (simulator) => {
      simulator.day('2024-03-04').fails(1);
      simulator.day('2024-03-05').isEmpty();

      const { outcome } = await bench().run(simulator, TEN_DAYS);

      expect(outcome?.days).toMatchObject({ total: 10, missing: 0 });
      expect(outcome?.unnamedDays).toBe(2);
      expect(outcome?.requestedDays).toBe(12);
    },
  ));

test('a job that disappears is looked up by its day files before anything is asked for again', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 300 }) }, async (simulator) => {
    const { handle, jobSid } = await beginTenDays(simulator);
    simulator.forgetJob(jobSid);

    const { outcome } = await endOf(handle);
    expect(outcome?.days.exported).toBe(10);
    expect(simulator.report()).toMatchObject({ requestedDays: 10 });
  }));

test('a job that disappears without a file is asked for again', () =>
  withSimulator({ jobLife: byLooks(1000) }, async (simulator) => {
    const { handle, jobSid } = await beginTenDays(simulator);
    simulator.setJobLife(byLooks(0));
    simulator.forgetJob(jobSid);

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 20 });
  }));

test('a job that the list hides is found by its sid', () =>
  withSimulator({ jobLife: byLooks(3) }, async (simulator) => {
    const { handle, jobSid } = await beginTenDays(simulator);
    simulator.setView({ hiddenJobs: new Set([jobSid]) });

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 10 });
    expect(simulator.report().calls.days).toBe(1); // the survey's
  }));

test('a job deleted at Twilio is not asked for again, and its days are missing by name', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, async (simulator) => {
    const { handle, jobSid } = await beginTenDays(simulator);
    simulator.deleteJob(jobSid);

    const { failure } = await endOf(handle);
    expect(failure?.message).toContain('2024-03-01..2024-03-10 (job deleted at Twilio, 1 attempt)');
    expect(simulator.jobs()).toHaveLength(1);
  }));

describe('odd answers are read', () => {
  test.each([
    ['words in lower case', { statusCase: 'lower' }],
    ['groups in another order', { groupOrder: 'reversed' }],
    ['counts that disagree with the days named', { countOffset: 1 }],
    ['an empty answer to the create, a filled one later', { detailsOnCreate: 'filled' }],
    ['no estimates', { estimates: false }],
  ] as const)('%s', (_title, view) =>
    withSimulator({ jobLife: byLooks(2), view }, async (simulator) => {
      simulator.day('2024-03-04').fails(1);

      const { outcome } = await bench().run(simulator, TEN_DAYS);

      expect(outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 11 });
    }),
  );
});

describe('at the default pace, what is not understood while polling is looked at again no sooner than usual', () => {
  const DEFAULT_PACE = { ...TEN_DAYS.options, pollMinMs: 30_000, pollMaxMs: 900_000, ambiguityWaitMs: 90_000 };

  test.each([
    ['an unknown status', 'Pondering', undefined],
    ['404 to the list', 'Running', answer({ status: 404 })],
    ['a page that is not JSON', 'Running', notJson()],
  ])('%s', (_title, status, does) =>
    withSimulator(async (simulator) => {
      for (let day = 1; day <= 10; day++) simulator.day(`2024-03-${String(day).padStart(2, '0')}`).reports(status);
      if (does) simulator.faults.plan({ on: 'list', after: 1, times: 1, does });
      const account = newAccount();
      await bench().startWorker(account, simulator);
      const handle = await bench().start(account, { ...TEN_DAYS, options: DEFAULT_PACE });

      const polled = await eventually(
        async () => (await handle.describe()).raw.pendingActivities?.[0],
        (poll) => simulator.requests().length >= 3 && Number(poll?.attempt) >= 2,
      );
      const nextMs = Number(polled?.scheduledTime?.seconds) * 1000;
      expect(nextMs - Date.now()).toBeGreaterThan(20_000);
      expect(simulator.requests().length).toBeLessThanOrEqual(5);
      await handle.terminate();
    }),
  );

  test('a job that is neither in the list nor known by its sid', () =>
    withSimulator(async (simulator) => {
      simulator.setView({ newJobsVisibleAfterMs: 3_600_000 });
      simulator.faults.plan({ on: 'fetch', times: 1, does: answer({ status: 404 }) });
      const account = newAccount();
      await bench().startWorker(account, simulator);
      const handle = await bench().start(account, { ...TEN_DAYS, options: DEFAULT_PACE });

      const message = await eventually(
        async () => (await handle.describe()).raw.pendingActivities?.[0]?.lastFailure?.message ?? '',
        (sentence) => sentence.includes('Next check'),
      );
      expect(message).toContain('Next check in 30 seconds');
      expect(simulator.requests().length).toBeLessThanOrEqual(5);
      await handle.terminate();
    }));
});

/** Begin an export of ten days with a worker, and wait until its job is there. */
async function beginTenDays(simulator: Simulator) {
  const { handle } = await bench().begin(simulator, TEN_DAYS, 1);
  const [job] = simulator.jobs();
  return { handle, jobSid: job!.jobSid };
}
