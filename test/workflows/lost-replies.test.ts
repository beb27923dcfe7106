import { answer, answerAfterProcessing, cutAfter, cutBefore, hang, notJson, rateLimit } from '../../simulator/faults/fault';
import { byLooks } from '../../simulator/jobs/job-life';
import type { Progress } from '../../src/domain/describe/progress';
import { endOf, eventually, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const RANGE = '2024-03-01..2024-03-14';

describe('a create whose reply is lost makes no second job', () => {
  test.each([
    ['answered with 502 after it was accepted', answerAfterProcessing({ status: 502 })],
    ['cut after it was accepted', cutAfter()],
    ['answered with a page that is not JSON', notJson()],
  ])('%s', (_title, does) =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      simulator.faults.plan({ on: 'create', times: 2, does });

      const { outcome } = await bench().run(simulator, { range: RANGE });

      expect(outcome?.days.exported).toBe(14);
      expect(simulator.submittedRanges().sort()).toEqual(['2024-03-01..2024-03-07', '2024-03-08..2024-03-14']);
      expect(simulator.report()).toMatchObject({ requestedDays: 14, daysRequestedTwice: [] });
    }),
  );

  test('accepted, unanswered, and visible in the list late', () =>
    withSimulator({ jobLife: byLooks(1), view: { newJobsVisibleAfterMs: 300 } }, async (simulator) => {
      simulator.faults.plan({ on: 'create', times: 1, does: cutAfter() });

      const { outcome } = await bench().run(simulator, { range: RANGE, options: { ambiguityWaitMs: 2000 } });

      expect(outcome?.days.exported).toBe(14);
      expect(simulator.report()).toMatchObject({ requestedDays: 14, daysRequestedTwice: [] });
    }));
});

test('after an export was terminated in the middle of a create, the next one waits for that job, and says until when', () =>
  withSimulator({ jobLife: byLooks(1), view: { newJobsVisibleAfterMs: 3_600_000 } }, async (simulator) => {
    simulator.faults.plan({ on: 'create', times: 1, does: cutAfter() });
    const request = { range: '2024-03-01..2024-03-07', options: { ambiguityWaitMs: 3000 } };
    const { account, handle: first } = await bench().begin(simulator, request, 1);
    await first.terminate();
    const startedMs = Date.now();
    const second = await bench().start(account, request);

    const { waitingFor } = await eventually(
      () => second.query<Progress>('progress'),
      (progress) => progress.waitingFor.includes('ended while'),
    );
    const [, until = ''] = /Next submission: .* at (.*) UTC/.exec(waitingFor) ?? [];
    expect(waitingFor).toContain('An earlier run of this export ended while it requested 2024-03-01..2024-03-07.');
    expect(Date.parse(`${until}Z`)).toBeGreaterThan(startedMs + 3000);
    simulator.setView({ newJobsVisibleAfterMs: 0 });
    expect((await endOf(second)).outcome).toMatchObject({ days: { exported: 7 }, requestedDays: 0, adoptedDays: 7 });
    expect(simulator.report()).toMatchObject({ requestedDays: 7, daysRequestedTwice: [] });
  }));

test('creates without a response wait side by side: four take hardly longer than one', async () => {
  const secondsOf = (creates: number) =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      simulator.faults.plan({ on: 'create', times: creates, does: hang(5000) });
      const startMs = performance.now();
      const range = `2024-03-01..2024-03-${7 * creates}`.replace('-7', '-07');
      const { outcome } = await bench().run(simulator, { range, options: { openJobs: 4, ambiguityWaitMs: 2000 } });
      expect(outcome?.days.exported).toBe(7 * creates);
      expect(simulator.report()).toMatchObject({ requestedDays: 7 * creates, daysRequestedTwice: [] });
      return (performance.now() - startMs) / 1000;
    });
  const one = await secondsOf(1);
  expect((await secondsOf(4)) / one).toBeLessThan(2);
});

describe('a create that never reached Twilio is sent again, once the wait shows it is lost', () => {
  test.each([
    ['cut before it was taken', cutBefore()],
    ['refused with 500', answer({ status: 500 })],
  ])('%s', (_title, does) =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'create', times: 1, does });

      const { outcome } = await bench().run(simulator, { range: '2024-03-01..2024-03-07' });

      expect(outcome?.days.exported).toBe(7);
      expect(simulator.jobs()).toHaveLength(1);
      const looks = simulator.requests().filter(({ operation }) => operation === 'list');
      expect(looks.length).toBeGreaterThanOrEqual(4); // one at first, three over the ambiguity wait
    }),
  );
});

describe('a pause that Twilio asks for is kept', () => {
  test.each([
    ['create', 'seconds'],
    ['create', 'date'],
    ['list', 'seconds'],
    ['list', 'date'],
  ] as const)('on %s, told in %s form', (on, form) =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on, times: 1, does: rateLimit({ retryAfterSeconds: 2, form }) });

      const { outcome } = await bench().run(simulator, { range: RANGE });

      expect(outcome?.days.exported).toBe(14);
      expect(simulator.report()).toMatchObject({ rateLimitViolations: 0, requestedDays: 14, daysRequestedTwice: [] });
    }),
  );
});

test('an outage of many attempts is waited out, and nothing is asked for twice', () =>
  withSimulator({ jobLife: byLooks(3) }, async (simulator) => {
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-04-30', options: { openJobs: 2 } }, 3);
    simulator.faults.outage(true);
    await eventually(
      async () => (await handle.describe()).raw.pendingActivities?.[0],
      (activity) => Number(activity?.attempt) >= 12 && (activity?.lastFailure?.message?.includes('no complete response') ?? false),
    );
    simulator.faults.outage(false);

    const { outcome } = await endOf(handle);
    expect(outcome?.days.exported).toBe(61);
    expect(simulator.report()).toMatchObject({ requestedDays: 61, daysRequestedTwice: [] });
  }));

test('a reply that comes after the request was given up leads to no second job', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    simulator.faults.plan({ on: 'create', times: 1, does: hang(1500) });

    const { outcome } = await bench().run(simulator, { range: '2024-03-01..2024-03-07' });

    expect(outcome?.days.exported).toBe(7);
    expect(simulator.jobs()).toHaveLength(1);
  }));
