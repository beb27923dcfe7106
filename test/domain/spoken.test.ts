import { spokenCount, spokenDays, spokenInstant } from '../../src/domain/spoken';
import { at } from './support/instants';

test('numbers are spoken with their noun', () => {
  expect([0, 1, 2].map(spokenDays)).toEqual(['0 days', '1 day', '2 days']);
  expect(spokenCount(1, 'open job')).toBe('1 open job');
});

test('instants are spoken in UTC, to the second', () => {
  expect(spokenInstant(at('2024-01-31 12:05:00.999'))).toBe('2024-01-31 12:05:00 UTC');
});
