import { refusedArchive, refusedParameters } from '../../../src/domain/request/permissions';

const PERMISSIONS = {
  archives: ['s3://exports/*', '/data/archive'],
  callbacks: ['https://hooks.example.com/*'],
  emails: ['*@example.com'],
};

test.each(['s3://exports/2024', '/data/archive'])('the archive %s is allowed', (archive) => {
  expect(refusedArchive(PERMISSIONS, archive)).toBeUndefined();
});

test.each([
  's3://exports',
  '/data/archive/2',
  '/data.archive',
  's3://exports/../secret',
  's3://exports/%2e%2E/secret',
  'xs3://exports/a',
])('the archive %s is refused', (archive) => {
  expect(refusedArchive(PERMISSIONS, archive)).toBe(`DAYHAUL_ALLOW_ARCHIVES of the worker does not allow ${archive}.`);
});

test.each([
  [{ webhookUrl: 'https://hooks.example.com/a?b=c', email: 'me@example.com' }, undefined],
  [{}, undefined],
  [
    { webhookUrl: 'https://hooks.example.com.other.example/' },
    'DAYHAUL_ALLOW_CALLBACKS of the worker does not allow https://hooks.example.com.other.example/.',
  ],
  [{ email: 'me@example.org' }, 'DAYHAUL_ALLOW_EMAILS of the worker does not allow me@example.org.'],
])('of jobs with %j a worker says: %s', (parameters, refusal) => {
  expect(refusedParameters(PERMISSIONS, parameters)).toBe(refusal);
});

test('without patterns everything is allowed', () => {
  expect(refusedArchive({}, '/anywhere')).toBeUndefined();
  expect(refusedParameters({}, { webhookUrl: 'https://example.com/', email: 'me@example.com' })).toBeUndefined();
});
