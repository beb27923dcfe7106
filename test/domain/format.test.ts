import { formatBytes, formatCount, formatDays, formatInstant } from '../../src/domain/format';
import { at } from './support/instants';

test('numbers are spoken with their noun', () => {
  expect([0, 1, 2].map(formatDays)).toEqual(['0 days', '1 day', '2 days']);
  expect(formatCount(1, 'open job')).toBe('1 open job');
});

test('instants are spoken in UTC, to the second', () => {
  expect(formatInstant(at('2024-01-31 12:05:00.999'))).toBe('2024-01-31 12:05:00 UTC');
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
  [4_500_000_000, '4.5 GB'],
  [7e15, '7000.0 TB'],
])('%p bytes are spoken as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
