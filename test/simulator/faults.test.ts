import { answer, answerAfterProcessing, cutAfter, cutBefore, hang, hold, notJson, rateLimit } from '../../simulator/faults/fault';
import { createFaultPlan } from '../../simulator/faults/fault-plan';
import { startSimulator, type Simulator } from '../../simulator/start-simulator';
import { withSimulator } from '../support/with-simulator';
import { apiClient } from './api-client';
import { manualClock } from './manual-clock';
import { until } from './until';

describe('case 23: a rate limit', () => {
  test.each([
    ['in seconds', 'seconds', '90'],
    ['as a date', 'date', 'Sun, 10 Mar 2024 12:01:30 GMT'],
    ['not at all', 'none', null],
  ] as const)('answers 429 and makes no job, and tells %s when to come back', (_name, form, retryAfter) =>
    withSimulator({ clock: manualClock() }, async (simulator) => {
      simulator.faults.plan({ on: 'create', does: rateLimit({ retryAfterSeconds: 90, form }) });
      const refused = await apiClient(simulator).create('2024-03-01');
      expect(refused.status).toBe(429);
      expect(refused.body).toMatchObject({ code: 20429, status: 429 });
      expect(refused.headers.get('retry-after')).toBe(retryAfter);
      expect(simulator.jobs()).toEqual([]);
    }),
  );
});

describe('case 24: a create whose answer is lost', () => {
  test.each([
    ['cut off', cutAfter()],
    ['late', hang(60_000)],
  ])('leaves a job when the answer is %s, and a second one when it is sent again', (_name, does) =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'create', does });
      const api = apiClient(simulator);
      await createAndGiveUp(simulator);
      await api.create('2024-03-01');
      expect((await api.list()).body.jobs).toHaveLength(2);
    }),
  );

  test.each([
    ['says 502', answerAfterProcessing({ status: 502 }), 502],
    ['is not JSON', notJson(), 201],
  ])('leaves a job when the answer %s', (_name, does, status) =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'create', does });
      expect((await apiClient(simulator).create('2024-03-01')).status).toBe(status);
      expect(simulator.submittedRanges()).toEqual(['2024-03-01..2024-03-01']);
    }),
  );
});

test.each([
  ['is cut before', cutBefore()],
  ['hangs before', hang(60_000, 'late')],
])('a create whose connection %s it is processed makes no job', (_name, does) =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'create', does });
    await createAndGiveUp(simulator);
    expect(simulator.jobs()).toEqual([]);
  }),
);

test('a create that hangs can be processed after its client gave up', () =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'create', does: hang(50, 'late') });
    await createAndGiveUp(simulator);
    expect((await apiClient(simulator).list()).body.jobs).toEqual([]);
    await until(() => simulator.jobs().length > 0);
    expect((await apiClient(simulator).list()).body.jobs).toHaveLength(1);
  }));

describe('a request that is held', () => {
  test('is answered when its gate is released, and not before', () =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'create', times: 2, does: hold('gate') });
      const api = apiClient(simulator);
      const answers = Promise.all([api.create('2024-03-01'), api.create('2024-03-02')]);
      await until(() => simulator.jobs().length === 2);
      await simulator.faults.reached('gate');
      expect((await api.list()).body.jobs).toHaveLength(2);
      expect(simulator.requests().map(({ status }) => status)).toEqual([null, null, 200]);

      simulator.faults.release('gate');

      expect((await answers).map(({ status }) => status)).toEqual([201, 201]);
      expect(simulator.requests()[0]).toMatchObject({ fault: 'hold at gate, processed first' });
    }));

  test('and processed late has no effect until then, and has it although its client is gone', () =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'create', does: hold('gate', 'late') });
      const patience = new AbortController();
      const api = apiClient(simulator);
      const lost = expect(api.create('2024-03-01', { signal: patience.signal })).rejects.toThrow();
      await simulator.faults.reached('gate');
      patience.abort();
      await lost;
      expect((await api.list()).body.jobs).toEqual([]);
      simulator.faults.release();
      expect((await api.list()).body.jobs).toHaveLength(1);
    }));

  test('tells who waits for it, before and after, and holds nobody once it is released', () =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'list', times: 2, does: hold('gate') });
      const reached = simulator.faults.reached('gate');
      const first = apiClient(simulator).list();
      await reached;
      simulator.faults.release('gate');
      expect((await first).status).toBe(200);
      await simulator.faults.reached('gate');
      expect((await apiClient(simulator).list()).status).toBe(200);
    }));

  test('does not keep its simulator from closing', async () => {
    const simulator = await startSimulator();
    simulator.faults.plan({ on: 'list', does: hold('gate') });
    const held = expect(apiClient(simulator).list()).rejects.toThrow();
    await simulator.faults.reached('gate');
    await simulator.close();
    await held;
  });
});

test('a planned answer is sent as it is planned', () =>
  withSimulator(async (simulator) => {
    const planned = { status: 503, body: { title: 'Down' }, headers: { 'Retry-After': '7' } };
    simulator.faults.plan({ on: 'fetch', does: answer(planned) });
    const { status, body, headers } = await apiClient(simulator).fetch('JS1');
    expect([status, body, headers.get('retry-after')]).toEqual([503, { title: 'Down' }, '7']);
  }));

test('faults happen in the order planned, to the requests they are planned for', () =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'list', times: 2, does: answer({ status: 500 }) });
    simulator.faults.plan({ on: 'any', does: answer({ status: 503 }) });
    simulator.faults.plan({ on: 'list', after: 4, does: answer({ status: 502 }) });
    const api = apiClient(simulator);
    const statuses: number[] = [];
    for (let call = 0; call < 6; call++) statuses.push((await api.list()).status);
    expect(statuses).toEqual([500, 500, 503, 200, 502, 200]);
    expect(simulator.requests().map(({ fault }) => fault)).toEqual([
      'answer 500',
      'answer 500',
      'answer 503',
      undefined,
      'answer 502',
      undefined,
    ]);
  }));

test('in an outage every connection fails, old and new, and afterwards all is as before', () =>
  withSimulator(async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    simulator.faults.outage(true);
    await expect(api.list()).rejects.toThrow();
    await expect(api.create('2024-03-02')).rejects.toThrow();
    simulator.faults.outage(false);
    expect((await api.list()).body.jobs).toHaveLength(1);
    expect(simulator.requests().map(({ operation }) => operation)).toEqual(['create', 'list']);
  }));

test('a fault of one account passes by the others', () => {
  const faults = createFaultPlan();
  faults.plan({ on: 'any', accountSid: 'AC2', does: cutBefore() });
  expect(faults.next('list', 'AC1')).toBeUndefined();
  expect(faults.next('list')).toBeUndefined();
  expect(faults.next('list', 'AC2')).toEqual(cutBefore());
});

describe('a planned fault that does not happen', () => {
  test('is told in a table', () => {
    const faults = createFaultPlan();
    faults.plan({ on: 'list', does: cutBefore() });
    faults.plan({ on: 'create', times: 2, does: answer({ status: 503 }) });
    faults.plan({ on: 'any', does: cutAfter() });
    faults.next('list');
    faults.next('create');
    expect(() => {
      faults.assertAllHappened();
    }).toThrow(
      [
        'Planned faults that did not all happen:',
        '  on      does                  planned  happened',
        '  create  answer 503            2        1',
        '  any     cut after processing  1        0',
      ].join('\n'),
    );
  });

  test('fails the test that planned it', async () => {
    const unused = withSimulator((simulator) => {
      simulator.faults.plan({ on: 'days', does: notJson() });
      return Promise.resolve();
    });
    await expect(unused).rejects.toThrow('days  answer that is not JSON');
  });
});

test('closing ends requests that hang, at once', async () => {
  const simulator = await startSimulator();
  simulator.faults.plan({ on: 'list', times: 2, does: hang(60_000) });
  const api = apiClient(simulator);
  const hanging = Promise.allSettled([api.list(), api.list()]);
  await until(() => simulator.requests().length === 2);
  await simulator.close();
  expect((await hanging).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  simulator.faults.assertAllHappened();
});

/** Send a create, and give it up as soon as the simulator has heard it. */
async function createAndGiveUp(simulator: Simulator): Promise<void> {
  const patience = new AbortController();
  const lost = apiClient(simulator).create('2024-03-01', { signal: patience.signal });
  const isLost = expect(lost).rejects.toThrow();
  await until(() => simulator.requests().length > 0);
  patience.abort();
  await isLost;
}
