import { readJob } from '../../../src/bulk-export/wire/job';
import { days, JOB_SID, wireJob } from '../support/samples';

test.each([
  ['null', null],
  ['missing', undefined],
  ['an empty object, as in the documentation', [{}]],
  ['the object the API was once said to send', { Completed: 3 }],
  ['a text', 'none'],
  ['holding nonsense', [null, 7, 'Completed', []]],
  ['without a status', [{ count: 3, days: ['2024-01-01'] }]],
  ['with a null status', [{ status: null, count: 3 }]],
  ['with an empty status', [{ status: ' ', count: 3 }]],
])('details that are %s say nothing of any day', (_name, details) => {
  expect(readJob(wireJob({ details }))?.groups).toEqual([]);
});

test.each<[string, unknown, unknown]>([
  [
    'a status with its days',
    { status: 'Completed', count: 1, days: ['2024-01-02'] },
    { status: 'Completed', count: 1, days: ['2024-01-02'] },
  ],
  ['a status without days', { status: 'Submitted', count: 27, days: null }, { status: 'Submitted', count: 27 }],
  ['days that are no list', { status: 'Running', count: 2, days: '2024-01-02' }, { status: 'Running', count: 2 }],
  ['a status in capitals', { status: 'COMPLETED' }, { status: 'COMPLETED' }],
  ['a status in small letters', { status: 'errorduringrun' }, { status: 'errorduringrun' }],
  ['a status nobody documented', { status: 'Archived', count: 1 }, { status: 'Archived', count: 1 }],
  ['a count as text', { status: 'Running', count: '3' }, { status: 'Running', count: 3 }],
  ['a count of nothing', { status: 'Running', count: 0 }, { status: 'Running', count: 0 }],
  ['a count in words', { status: 'Running', count: 'three' }, { status: 'Running' }],
  ['half a day', { status: 'Running', count: 1.5 }, { status: 'Running' }],
  ['fewer than no days', { status: 'Running', count: -1 }, { status: 'Running' }],
  [
    'days that are not on the calendar',
    { status: 'Failed', count: 4, days: ['2024-02-30', '24-1-1', null, 5, '2024-02-29'] },
    { status: 'Failed', count: 4, days: ['2024-02-29'] },
  ],
])('%s is read as it came', (_name, group, read) => {
  expect(readJob(wireJob({ details: [{}, group] }))?.groups).toEqual([read]);
});

test.each<[string, unknown, number | undefined]>([
  ['without a zone is UTC', '2021-03-15T20:20:14.547', Date.UTC(2021, 2, 15, 20, 20, 14, 547)],
  ['without milliseconds is read', '2021-03-15T20:20:14', Date.UTC(2021, 2, 15, 20, 20, 14)],
  ['in UTC is read', '2021-03-15T20:20:14.547Z', Date.UTC(2021, 2, 15, 20, 20, 14, 547)],
  ['of another zone is read', '2021-03-15T22:20:14+02:00', Date.UTC(2021, 2, 15, 20, 20, 14)],
  ['of a zone without a colon is read', '2021-03-15T15:20:14-0500', Date.UTC(2021, 2, 15, 20, 20, 14)],
  ['of no instant is absent', '2021-13-45T99:20:14', undefined],
  ['in words is absent', 'soon', undefined],
  ['that is a number is absent', 1615839614547, undefined],
  ['that is null is absent', null, undefined],
])('an estimate %s', (_name, written, estimatedEndMs) => {
  const job = readJob(wireJob({ estimated_completion_time: written }));
  expect(job?.estimatedEndMs).toBe(estimatedEndMs);
  expect('estimatedEndMs' in job!).toBe(estimatedEndMs !== undefined);
});

test.each<[unknown, number | undefined]>([
  ['1', 1],
  [3, 3],
  [null, undefined],
  ['first', undefined],
  [-1, undefined],
])('a queue position written %j is %j', (written, queuePosition) => {
  expect(readJob(wireJob({ job_queue_position: written }))?.queuePosition).toBe(queuePosition);
});

test.each([
  ['no start', { start_day: null }],
  ['no end', { end_day: null }],
  ['an end that is no day', { end_day: '2024-02-30' }],
  ['an end before its start', { end_day: '2023-12-31' }],
])('a job with %s has no range', (_name, fields) => {
  expect(readJob(wireJob(fields))).not.toHaveProperty('range');
});

test('a job of nothing but nulls still has its sid', () => {
  const nulls = Object.fromEntries(Object.keys(wireJob()).map((key) => [key, null]));
  expect(readJob({ ...nulls, job_sid: JOB_SID })).toEqual({ jobSid: JOB_SID, groups: [] });
});

test('fields nobody documented are passed over', () => {
  expect(readJob(wireJob({ status: 'Completed', url: 'https://x.test', priority: 1 }))).toEqual(
    expect.objectContaining({ jobSid: JOB_SID, range: days('2024-01-01..2024-01-07') }),
  );
});

test.each([null, 'job', [], {}, wireJob({ job_sid: null }), wireJob({ job_sid: 'JS12' })])('%j is not a job', (json) => {
  expect(readJob(json)).toBeUndefined();
});

test('the parameters of a job are read', () => {
  const written = { resource_type: 'Calls', email: 'me@example.com', webhook_url: 'https://example.com/', webhook_method: 'GET' };
  const read = { resourceType: 'Calls', email: 'me@example.com', webhookUrl: 'https://example.com/', webhookMethod: 'GET' };
  expect(readJob(wireJob(written))).toMatchObject(read);
});
