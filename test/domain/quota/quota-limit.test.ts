import { readLimit, type QuotaLimit } from '../../../src/domain/quota/quota-limit';

test.each<[string, QuotaLimit | undefined]>([
  ['1', 1],
  ['366', 366],
  ['none', 'none'],
  ['0', undefined],
  ['367', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['1e2', undefined],
  ['', undefined],
  ['None', undefined],
])('a limit is read from "%s"', (text, limit) => {
  expect(readLimit(text)).toBe(limit);
});
