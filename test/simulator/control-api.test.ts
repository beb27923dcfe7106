import { serveControlApi } from '../../simulator/control/serve-control-api';
import { formatReport } from '../../simulator/log/format-report';
import { movableClock } from '../../simulator/movable-clock';
import type { Simulator } from '../../simulator/start-simulator';
import { withSimulator } from '../support/with-simulator';
import { apiClient, daysByStatus, type ApiClient } from './api-client';
import { HOUR } from './manual-clock';

/** A response of the control API. */
interface ControlResponse {
  readonly status: number;
  /** Parsed when it was JSON. */
  readonly body: unknown;
}

interface ControlApi {
  get(path: string): Promise<ControlResponse>;
  post(path: string, body?: unknown): Promise<ControlResponse>;
}

/** Run a test with a simulator whose clock stands still, a client of its API, and its control API. */
function withControlApi(use: (controlApi: ControlApi, simulator: Simulator, api: ApiClient) => Promise<void>): Promise<void> {
  const clock = movableClock({ speed: 0, startMs: Date.parse('2024-03-10T12:00:00.000Z') });
  return withSimulator({ clock }, async (simulator) => {
    const { origin, close } = await serveControlApi(simulator, clock);
    const ask = async (path: string, init?: RequestInit): Promise<ControlResponse> => {
      const response = await fetch(origin + path, init);
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
    };
    const controlApi: ControlApi = {
      get: (path) => ask(path),
      post: (path, body) => ask(path, { method: 'POST', ...(body !== undefined && { body: asText(body) }) }),
    };
    try {
      await use(controlApi, simulator, apiClient(simulator));
    } finally {
      await close();
    }
  });
}

function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

const DONE = { status: 204, body: '' };

test('report, jobs, requests, webhook calls, mails and time are read, and reading is not counted', () =>
  withControlApi(async (controlApi, simulator, api) => {
    await api.create('2024-03-01..2024-03-03');
    const report = simulator.report();
    const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(await controlApi.get('/report')).toEqual({ status: 200, body: asJson(report) });
    expect((await controlApi.get('/report.txt')).body).toBe(`${formatReport(report)}\n`);
    expect((await controlApi.get('/jobs')).body).toEqual(asJson(simulator.jobs()));
    expect((await controlApi.get('/requests')).body).toMatchObject([{ operation: 'create', status: 201 }]);
    expect((await controlApi.get('/webhook-calls')).body).toEqual([]);
    expect((await controlApi.get('/mails')).body).toMatchObject([{ about: 'start' }]);
    expect((await controlApi.get('/clock')).body).toEqual({ now: '2024-03-10T12:00:00.000Z' });
    expect(simulator.report()).toEqual(report);
  }));

test('the view, the life of jobs and the script of a day are set', () =>
  withControlApi(async (controlApi, simulator, api) => {
    expect(await controlApi.post('/job-life', { byLooks: { looks: 1 } })).toEqual(DONE);
    expect(await controlApi.post('/days/2024-03-02', { fails: 'forEver', hasRecords: 3 })).toEqual(DONE);
    expect(await controlApi.post('/days/2024-03-03', { resourceType: 'Messages', reports: [['Failed'], ['Running']] })).toEqual(
      DONE,
    );
    const first = (await api.create('2024-03-01..2024-03-03')).body.job_sid;
    const second = (await api.create('2024-03-03')).body.job_sid;
    await api.fetch(first);
    expect(daysByStatus((await api.fetch(first)).body)).toEqual({
      Completed: ['2024-03-01'],
      Failed: ['2024-03-02', '2024-03-03'],
    });
    expect(daysByStatus((await api.fetch(second)).body)).toEqual({ Running: ['2024-03-03'] });

    expect(await controlApi.post('/view', { daysInList: 'null', hiddenJobs: [second] })).toEqual(DONE);
    const { jobs } = (await api.list()).body;
    expect(jobs.map((job) => [job.job_sid, job.details?.[0]?.days])).toEqual([[first, null]]);
    expect(simulator.jobs()).toHaveLength(2);
  }));

test('quota, concurrency and webhooks are set, quota is spent, and the clock is moved', () =>
  withControlApi(async (controlApi, _simulator, api) => {
    await controlApi.post('/quota', { days: 3, refusal: 429 });
    await controlApi.post('/quota/spend', { days: 2 });
    expect((await api.create('2024-03-01..2024-03-02')).status).toBe(429);
    expect(await controlApi.post('/clock/advance', { ms: 12 * HOUR })).toEqual(DONE);
    expect((await api.create('2024-03-01..2024-03-02')).status).toBe(201);
    await controlApi.post('/quota', { days: 'none' });
    expect((await api.create('2023-01-01..2023-12-31')).status).toBe(201);
    await controlApi.post('/webhooks', { calls: 0 });
    await controlApi.post('/concurrency', { limit: 0 });
    expect((await api.list()).status).toBe(429);
    await controlApi.post('/concurrency', { limit: 'none' });
    expect((await api.list()).status).toBe(200);
  }));

test('a request is held, waited for and let go', () =>
  withControlApi(async (controlApi, simulator, api) => {
    await controlApi.post('/faults', { on: 'create', does: { hold: { gate: 'created' } } });
    const reached = controlApi.get('/gates/created');
    const created = api.create('2024-03-01');
    expect((await reached).body).toEqual({ gate: 'created', isReached: true });
    expect(simulator.jobs()).toHaveLength(1);
    expect(await controlApi.post('/release', { gate: 'created' })).toEqual(DONE);
    expect((await created).status).toBe(201);
  }));

test.each([
  ['answer', { status: 503, headers: { 'Retry-After': '7' } }, 503],
  ['answerAfterProcessing', { status: 502 }, 502],
  ['rateLimit', {}, 429],
  ['notJson', {}, 200],
  ['hang', { ms: 1, processed: 'late' }, 200],
  ['truncate', { bytes: 1, end: 'neat' }, 200],
  ['trickle', { bytes: 1000, everyMs: 0 }, 200],
  ['cutBefore', {}, null],
  ['cutAfter', {}, null],
])('a fault is planned that does %s', (effect, fields, status) =>
  withControlApi(async (controlApi, simulator, api) => {
    const planned = { on: 'list', times: 1, after: 1, does: { [effect]: fields } };
    expect(await controlApi.post('/faults', planned)).toEqual(DONE);
    expect((await api.list()).status).toBe(200);
    await api.list().catch(() => undefined);
    expect(simulator.requests()[1]).toMatchObject({ status, fault: expect.any(String) as string });
  }),
);

test('the control API works during an outage, and ends it', () =>
  withControlApi(async (controlApi, _simulator, api) => {
    await controlApi.post('/outage', { isOut: true });
    await expect(api.list()).rejects.toThrow();
    expect((await controlApi.get('/report')).status).toBe(200);
    await controlApi.post('/outage', { isOut: false });
    expect((await api.list()).status).toBe(200);
  }));

test('a job is deleted and forgotten', () =>
  withControlApi(async (controlApi, _simulator, api) => {
    await controlApi.post('/job-life', { byDuration: { jobMs: HOUR, queueMs: HOUR } });
    const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
    expect(await controlApi.post(`/jobs/${jobSid}/delete`)).toEqual(DONE);
    expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({ DeletedByUserRequest: ['2024-03-01'] });
    expect(await controlApi.post(`/jobs/${jobSid}/forget`, {})).toEqual(DONE);
    expect((await api.fetch(jobSid)).status).toBe(404);
  }));

test('it lists its actions, with examples that work', () =>
  withControlApi(async (controlApi, simulator) => {
    const index = (await controlApi.get('/')).body as string;
    const routes = index.trim().split('\n');
    const examples = routes.flatMap((line) => /^POST (\S+) .*?(\{".*)$/.exec(line)?.slice(1) ?? []);
    expect(routes).toContainEqual(expect.stringMatching(/^GET \/report\.txt +the same for people$/));
    expect(examples).toHaveLength(22);
    for (let at = 0; at < examples.length; at += 2) {
      const path = examples[at]!.replace('{day}', '2024-03-01');
      expect([path, await controlApi.post(path, examples[at + 1])]).toEqual([path, DONE]);
    }
    simulator.faults.outage(false);
    const api = apiClient(simulator);
    await Promise.all([api.list(), api.list()]);
  }));

test.each([
  ['/view', { details: 'nul' }, 400, 'details: Invalid option'],
  ['/view', { detail: 'null' }, 400, 'the body: Unrecognized key: "detail"'],
  ['/view', undefined, 400, 'the body: Invalid input: expected object'],
  ['/view', '{', 400, 'The body is not JSON.'],
  ['/quota', { days: -1 }, 400, 'days: '],
  ['/quota/spend', {}, 400, 'days: '],
  ['/job-life', { byLooks: { looks: 1 }, instantly: {} }, 400, 'expected one of instantly, byDuration, byLooks'],
  ['/job-life', { byDuration: { jobMs: -1 } }, 400, 'byDuration.jobMs: Too small'],
  ['/days/2024-02-30', {}, 400, '"2024-02-30" is not a day'],
  ['/days/2024-02-29', { reports: [[]] }, 400, 'reports.0'],
  ['/faults', { on: 'nothing', does: { corrupt: {} } }, 400, 'on: Invalid option'],
  ['/faults', { on: 'list', does: {} }, 400, 'does: expected one of answer, '],
  ['/faults', { on: 'list', does: { hold: { gate: 'a b' } } }, 400, 'does.hold.gate: expected letters'],
  ['/clock/advance', { ms: -1 }, 400, 'ms: Too small'],
  ['/jobs/JS1/forget', {}, 404, 'There never was a job JS1'],
  ['/report', {}, 405, 'POST /report is not supported'],
  ['/nowhere', {}, 404, '/nowhere does not exist'],
])('%s with %j is refused in words', (path, body, status, message) =>
  withControlApi(async (controlApi) => {
    expect(await controlApi.post(path, body)).toEqual({ status, body: { problem: expect.stringContaining(message) as string } });
  }),
);
