import { readRetryAfter } from '../../../src/bulk-export/http/headers';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 37);

test.each<[string | undefined, number | undefined]>([
  ['120', 120_000],
  ['0', 0],
  ['1.5', 1_500],
  ['-7', 0],
  ['3600', 3_600_000],
  ['86400', 3_600_000],
  ['Sun, 06 Nov 1994 08:50:07 GMT', 30_000],
  ['Sunday, 06-Nov-94 08:50:07 GMT', 30_000],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ['Sat, 05 Nov 1994 08:49:37 GMT', 0],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 3_600_000],
  ['Sun Nov  6 08:50:07 1994', undefined],
  ['1994-11-06T08:50:07Z', undefined],
  ['Sun, 66 Nov 1994 08:50:07 GMT', undefined],
  ['soon', undefined],
  ['12 s', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %s asks for %s ms', (header, waitMs) => {
  expect(readRetryAfter(header, NOW)).toBe(waitMs);
});
