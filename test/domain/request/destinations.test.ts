import { refusedDestinations } from '../../../src/domain/request/destinations';

const LIMITS = [
  { setting: 'DAYHAUL_ALLOW_ARCHIVES', destination: 'archive', patterns: ['s3://exports/*', '/data/archive'] },
] as const;

test.each(['s3://exports/2024', '/data/archive', undefined])('the archive %s is allowed', (archive) => {
  expect(refusedDestinations(LIMITS, { archive, email: 'anybody@example.com' })).toEqual([]);
});

test.each(['s3://exports', '/data/archive/2', '/data.archive', 's3://exports/../secret', 'xs3://exports/a'])(
  'the archive %s is refused',
  (archive) => {
    expect(refusedDestinations(LIMITS, { archive })).toEqual([
      `DAYHAUL_ALLOW_ARCHIVES of the worker does not allow ${archive}.`,
    ]);
  },
);

test('without a limit everything is allowed', () => {
  expect(refusedDestinations([], { archive: '/anywhere', webhookUrl: 'https://example.com/' })).toEqual([]);
});
