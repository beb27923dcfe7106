import { archivedAs, earlierNote } from '../../../src/activities/survey/archived-as';
import type { ArchivedDay } from '../../../src/archive/port';
import type { Archived } from '../../../src/domain/ledger/fold-submission';
import { march } from '../../domain/support/march';

const DAY = march('1').startDay;
const NOW = '2024-05-01T12:00:00.000Z';
const SCHEDULE = { nowMs: Date.parse(NOW), lookback: 0 };

function receipt(records: number, createdTime = NOW): ArchivedDay {
  return { day: DAY, receipt: { records, createdTime, fetchedAt: NOW } as ArchivedDay['receipt'] };
}

function note(reason: string, nextTryAt?: string): ArchivedDay {
  const missing = { reason, attempts: 3, retries: 1, ...(nextTryAt !== undefined && { nextTryAt }) };
  return { day: DAY, missing: missing as ArchivedDay['missing'] };
}

test.each<[string, ArchivedDay, Archived, Archived]>([
  ['a receipt with records', receipt(5), 'delivered', 'delivered'],
  ['a receipt without records', receipt(0), 'empty', 'empty'],
  ['a frozen file', { day: DAY, frozen: { bytes: 9 } }, 'delivered', 'delivered'],
  ['a frozen day without a file', { day: DAY, frozen: { bytes: 0 } }, 'empty', 'empty'],
  ['nothing', { day: DAY }, 'nothing', 'nothing'],
  ['a note that is due', note('exhausted', NOW), 'nothing', { reason: 'exhausted', attempts: 3, isDue: true }],
  ['a note that is never due', note('exhausted'), 'nothing', { reason: 'exhausted', attempts: 3 }],
  ['a reason of a later release', note('newWord'), 'nothing', { reason: 'exhausted', attempts: 3 }],
  ['an unreadable file', note('unreadable'), { reason: 'unreadable', attempts: 3 }, { reason: 'unreadable', attempts: 3 }],
])('%s, for an export of named days and for a scheduled one', (_title, archived, named, scheduled) => {
  expect(archivedAs(archived)).toEqual(named);
  expect(archivedAs(archived, SCHEDULE)).toEqual(scheduled);
});

test('a schedule with a lookback requests a day once more when its file was made before', () => {
  const lookback = { ...SCHEDULE, lookback: 7 };
  expect(archivedAs(receipt(5, '2024-03-03T00:00:00.000Z'), lookback)).toBe('nothing');
  expect(archivedAs(receipt(5, '2024-03-10T00:00:00.000Z'), lookback)).toBe('delivered');
});

test('a receipt counts beside a note that is not due', () => {
  const both = { ...receipt(5, '2024-03-03T00:00:00.000Z'), missing: note('exhausted').missing };
  expect(archivedAs(both, { ...SCHEDULE, lookback: 7 })).toBe('delivered');
});

test('an earlier note has its next try as an instant', () => {
  const { missing } = note('exhausted', NOW);
  expect(earlierNote(missing!)).toEqual({ retries: 1, nextTryAtMs: Date.parse(NOW) });
});
