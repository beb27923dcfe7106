import { clientOf, failureOf, sid, wireJob, wirePage } from '../support/samples';
import { serve, stopServers } from '../support/stub-server';

afterEach(stopServers);

test('every page is read, and what cannot be read is left out', async () => {
  const server = await serve(({ url }) => {
    const next = `${server.origin}/v1/Exports/Calls/Jobs?PageToken=b%2F1&Page=1&PageSize=1000`;
    return url.includes('PageToken=b%2F1')
      ? { body: wirePage('jobs', [wireJob({ job_sid: sid(3) })]), headers: { Date: 'Sat, 20 Jan 2024 10:00:09 GMT' } }
      : {
          body: wirePage(
            'jobs',
            [wireJob({ job_sid: sid(1) }), null, wireJob({ job_sid: null }), wireJob({ job_sid: sid(2) })],
            next,
          ),
          headers: { Date: 'Sat, 20 Jan 2024 10:00:00 GMT' },
        };
  });

  const { value, nowMs } = await clientOf(server.origin).listJobs('Calls');

  expect(value.map((job) => job.jobSid)).toEqual([sid(1), sid(2), sid(3)]);
  expect(nowMs).toBe(Date.UTC(2024, 0, 20, 10));
});

test('a job on two pages is one job, as it was last seen', async () => {
  const server = await serve((_request, index) => ({
    body: wirePage('jobs', [wireJob({ friendly_name: `seen ${index}` })], index === 0 ? '/next' : null),
  }));
  const { value } = await clientOf(server.origin).listJobs('Calls');
  expect(value.map((job) => job.friendlyName)).toEqual(['seen 1']);
});

test('a day listed twice is two files', async () => {
  const server = await serve(() => ({ body: wirePage('days', [{ day: '2024-01-01' }, { day: '2024-01-01', size: 5 }]) }));
  const { value } = await clientOf(server.origin).listDays('Calls');
  expect(value).toEqual([
    { day: '2024-01-01', size: 0 },
    { day: '2024-01-01', size: 5 },
  ]);
});

test.each([
  ['under the name that meta gives', { exports: [wireJob()], meta: { key: 'exports', next_page_url: null } }],
  ['under the known name when meta gives none', { jobs: [wireJob()], meta: {} }],
  ['under the known name when meta is wrong', { jobs: [wireJob()], meta: { key: 'items', next_page_url: '' } }],
])('jobs are found %s', async (_name, body) => {
  const server = await serve(() => ({ body }));
  expect((await clientOf(server.origin).listJobs('Calls')).value).toHaveLength(1);
});

test.each([
  ['at another origin', (stranger: string) => `${stranger}/v1/Exports/Calls/Jobs?Page=1`],
  ['at another origin, hidden in the path', (stranger: string) => `http://x.test//${stranger.slice(7)}/?Page=1`],
  ['at another origin, without a scheme', (stranger: string) => `//${stranger.slice(7)}/jobs?Page=1`],
  ['with credentials of its own', (stranger: string) => `http://user:pass@${stranger.slice(7)}/jobs?Page=1`],
])('a next page %s is asked for at our own', async (_name, nextPageUrl) => {
  const stranger = await serve(() => ({ body: wirePage('jobs', []) }));
  const server = await serve((_request, index) => ({
    body: wirePage('jobs', [], index === 0 ? nextPageUrl(stranger.origin) : null),
  }));

  await clientOf(server.origin).listJobs('Calls');

  expect(stranger.requests).toEqual([]);
  expect(server.requests).toHaveLength(2);
  expect(server.requests[1]?.url).toContain('?Page=1');
});

test.each([
  ['leads back to itself', ['/v1/Exports/Calls/Jobs?PageSize=1000']],
  ['leads back to an earlier one', ['/a', '/b', '/a']],
])('a page that %s ends the listing', async (_name, next) => {
  const server = await serve((_request, index) => ({ body: wirePage('jobs', [], next[index % next.length]) }));
  const failure = await failureOf(clientOf(server.origin).listJobs('Calls'));
  expect(failure).toMatchObject({ kind: 'unreadable', httpStatus: 200 });
  expect(failure.message).toBe(
    'Listing the jobs of Calls: Twilio answered 200, but its pages repeat. Check TWILIO_BULK_EXPORTS_URL on the worker.',
  );
  expect(server.requests).toHaveLength(next.length);
});

test.each([
  ['no meta, so nobody knows whether it is whole', { jobs: [] }],
  ['no items', { meta: { key: 'jobs', next_page_url: null } }],
  ['items that are no list', { jobs: {}, meta: { key: 'jobs' } }],
  ['a next page that is no address', { jobs: [], meta: { key: 'jobs', next_page_url: 'http://' } }],
  ['a next page that is no text', { jobs: [], meta: { key: 'jobs', next_page_url: 2 } }],
  ['nothing', []],
])('a page with %s is unreadable', async (_name, body) => {
  const server = await serve(() => ({ body }));
  expect(await failureOf(clientOf(server.origin).listJobs('Calls'))).toMatchObject({ kind: 'unreadable' });
});

/** A list of four pages of a day each. */
const FOUR_PAGES = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04'].map((day, page) =>
  wirePage('days', [{ day }], page === 3 ? null : `/page-${page + 2}`),
);

/** Serve four pages; the requests that these numbers count from zero are answered with 503. */
function serveFourPages(failing: readonly number[]) {
  return serve(({ url }, index) =>
    failing.includes(index) ? { status: 503 } : { body: FOUR_PAGES[Number(/page-(\d)/.exec(url)?.[1] ?? 1) - 1] },
  );
}

const askedPages = ({ requests }: Awaited<ReturnType<typeof serve>>) =>
  requests.map(({ url }) => Number(/page-(\d)/.exec(url)?.[1] ?? 1));

test('a later page that fails is requested again alone', async () => {
  const server = await serveFourPages([2, 4]);
  const { value } = await clientOf(server.origin).listDays('Calls');
  expect(value.map(({ day }) => day)).toEqual(['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04']);
  expect(askedPages(server)).toEqual([1, 2, 3, 3, 4, 4]);
});

test.each([
  ['a first page that fails', [0], [1]],
  ['a later page that fails twice', [2, 3], [1, 2, 3, 3]],
])('%s fails the list: no part of it is taken for the whole', async (_name, failing, asked) => {
  const server = await serveFourPages(failing);
  expect(await failureOf(clientOf(server.origin).listDays('Calls'))).toMatchObject({ kind: 'unavailable', httpStatus: 503 });
  expect(askedPages(server)).toEqual(asked);
});
