import { version } from '../../package.json';
import { ACCOUNT_SID, clientOf, JOB_SID, PASSWORD, WEEK, wireJob, wirePage } from './support/samples';
import { serve, stopServers } from './support/stub-server';

afterEach(stopServers);

test('a job is created with a form, as its account, and is what the answer says', async () => {
  const server = await serve(() => ({ status: 201, headers: { Date: 'Sat, 20 Jan 2024 10:00:00 GMT' }, body: wireJob() }));

  const { value, nowMs } = await clientOf(server.origin).createJob(WEEK);

  expect(value).toEqual({
    jobSid: JOB_SID,
    friendlyName: 'dayhaul week',
    resourceType: 'Messages',
    range: WEEK.range,
    groups: [],
    queuePosition: 2,
    estimatedEndMs: Date.UTC(2024, 2, 15, 20, 20, 14, 547),
  });
  expect(nowMs).toBe(Date.UTC(2024, 0, 20, 10));
  expect(server.requests).toHaveLength(1);
  const [{ method, url, body, headers }] = server.requests as [(typeof server.requests)[0]];
  expect([method, url]).toEqual(['POST', '/v1/Exports/Messages/Jobs']);
  expect(body).toBe('StartDay=2024-01-01&EndDay=2024-01-07&FriendlyName=dayhaul+week+%26+more');
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('application/x-www-form-urlencoded') as string,
    accept: 'application/json',
    'user-agent': `dayhaul/${version}`,
    authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${PASSWORD}`).toString('base64')}`,
  });
});

test('lists ask for the largest pages, a job is asked for without its resource type', async () => {
  const server = await serve(({ url }) => ({
    body: url.includes('/Exports/Jobs/') ? wireJob({ url }) : wirePage(url.includes('Days') ? 'days' : 'jobs', []),
  }));
  const api = clientOf(server.origin);

  await api.listJobs('Calls');
  await api.listDays('Participants');
  await api.fetchJob(JOB_SID);

  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1/Exports/Calls/Jobs?PageSize=1000',
    'GET /v1/Exports/Participants/Days?PageSize=400',
    `GET /v1/Exports/Jobs/${JOB_SID}`,
  ]);
});

test('questions share a connection, a create has one of its own', async () => {
  const server = await serve(({ method }) => ({ body: method === 'POST' ? wireJob() : wirePage('jobs', []) }));
  const api = clientOf(server.origin);

  await api.listJobs('Calls');
  await api.listJobs('Calls');
  await api.createJob(WEEK);
  await api.createJob(WEEK);

  const [first, second, third, fourth] = server.requests.map(({ port }) => port);
  expect(second).toBe(first);
  expect(new Set([second, third, fourth]).size).toBe(3);
});

test('a job that Twilio no longer knows is undefined, at the time of the answer', async () => {
  const server = await serve(() => ({
    status: 404,
    headers: { Date: 'Sat, 20 Jan 2024 10:00:00 GMT' },
    body: { code: 20404, message: 'The requested resource was not found', status: 404 },
  }));

  expect(await clientOf(server.origin).fetchJob(JOB_SID)).toEqual({ value: undefined, nowMs: Date.UTC(2024, 0, 20, 10) });
});

test.each(['', 'JS1', `CA${'a1'.repeat(16)}`, `${JOB_SID}/../Days`, `${JOB_SID}\n`])(
  'the text %j is no job sid and is never sent',
  async (jobSid) => {
    const server = await serve(() => ({ body: wireJob() }));
    await expect(clientOf(server.origin).fetchJob(jobSid)).rejects.toThrow(RangeError);
    expect(server.requests).toEqual([]);
  },
);

test('a resource type that would change the path is never sent', async () => {
  const server = await serve(() => ({ body: wirePage('jobs', []) }));
  await expect(clientOf(server.origin).listJobs('../Jobs' as 'Calls')).rejects.toThrow(RangeError);
  expect(server.requests).toEqual([]);
});

test.each(['Sat, 20 Jan 2024', 'yesterday', ''])(
  'an answer whose Date header is %j is not taken: the clock of this machine decides nothing',
  async (date) => {
    const server = await serve(() => ({ headers: { Date: date }, body: wirePage('jobs', []) }));
    await expect(clientOf(server.origin).listJobs('Calls')).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('without a Date header') as string,
    });
  },
);

describe('a job is deleted', () => {
  test('by one DELETE, whose answer has no body', async () => {
    const server = await serve(() => ({ status: 204, body: '' }));
    await expect(clientOf(server.origin).deleteJob(JOB_SID)).resolves.toBe(true);
    expect(server.requests).toMatchObject([{ method: 'DELETE', url: `/v1/Exports/Jobs/${JOB_SID}`, body: '' }]);
  });

  test('when it is gone already', async () => {
    const server = await serve(() => ({ status: 404, body: { code: 20404, message: 'not found' } }));
    await expect(clientOf(server.origin).deleteJob(JOB_SID)).resolves.toBe(false);
  });

  test('or an error says what came back', async () => {
    const server = await serve(() => ({ status: 405, body: { code: 20004, message: 'Not allowed' } }));
    await expect(clientOf(server.origin).deleteJob(JOB_SID)).rejects.toThrow(
      `Deleting job ${JOB_SID}: Twilio answered 405 (code 20004): Not allowed.`,
    );
  });

  test('never by a text that is no job sid', async () => {
    const server = await serve(() => ({ status: 204, body: '' }));
    await expect(clientOf(server.origin).deleteJob('../Messages')).rejects.toThrow(RangeError);
    expect(server.requests).toEqual([]);
  });
});

test.each(['bulkexports.twilio.com', 'ftp://x.test', 'https://x.test/v1', 'https://u:p@x.test', 'https://x.test/?a'])(
  '%s is no base URL',
  (baseUrl) => {
    expect(() => clientOf(baseUrl)).toThrow(TypeError);
  },
);

test('a client says whose it is, where it asks and how long it waits', () => {
  expect(clientOf('https://bulkexports.twilio.com/')).toMatchObject({
    accountSid: ACCOUNT_SID,
    origin: 'https://bulkexports.twilio.com',
  });
});
