import { isSettled } from '../../../src/domain/ledger/ledger';
import { deliver, deliverable, PATIENCE, type Told } from '../support/deliveries';
import { DAY, MINUTE, NOON, SECOND } from '../support/instants';
import { states } from '../support/ledgers';

const FETCHED: Told = { kind: 'delivered', records: 10, bytes: 200 };
const UNUSABLE: Told = { kind: 'unusable', message: 'There is no file.' };
const UNFETCHED: Told = { kind: 'unfetched', message: 'It did not come.' };
const PATIENCE_MS = 20 * PATIENCE.ambiguityWaitMs;

test('days in the archive are settled, and what they hold is summed up', () => {
  const some = deliver(deliverable('1..4'), '1..2', FETCHED);
  expect(isSettled(some)).toBe(false);
  const all = deliver(deliver(some, '3', FETCHED), '4', { kind: 'empty' });

  expect(states(all)).toEqual(['1..3 delivered', '4 empty']);
  expect(all.delivered).toMatchObject({ records: 30, bytes: 600, expiredDays: 0, undeliverableDays: 0 });
  expect(isSettled(all)).toBe(true);
});

test('a day whose file cannot be read is missing at once, whatever attempts are left, and no day is requested again', () => {
  const told = deliver(deliverable('1..2'), '1', { kind: 'unreadable', message: 'Line 1 is no JSON object.' });
  expect(states(told)).toEqual(['1 missing after attempt 1: unreadable', expect.stringMatching(/^2 /)]);
  expect(told.delivered).toMatchObject({ undeliverableDays: 0, trouble: { message: 'Line 1 is no JSON object.' } });
});

test('only days whose file is to be fetched change, and the same batch again changes nothing', () => {
  const once = deliver(deliverable('1..4', '1..2'), '1..3', FETCHED);
  expect(states(once)).toEqual(['1..2 delivered', '3..4 planned']);

  const twice = deliver(once, '1..3', FETCHED);
  expect(twice.days).toEqual(once.days);
  expect(twice.delivered).toMatchObject({ records: 20, bytes: 400 });
});

test.each([
  ['is not there', UNUSABLE, PATIENCE.pollMinMs],
  ['cannot be fetched', UNFETCHED, PATIENCE.pollMaxMs],
])('a file that %s is tried again a little later, and the trouble is told until a batch has none', (_name, told, waitMs) => {
  const troubled = deliver(deliverable('1..2'), '1', told);
  expect(troubled.days.runs[0]?.value).toMatchObject({ state: 'exported', notBeforeMs: NOON + waitMs });
  expect(troubled.delivered?.trouble).toMatchObject({ day: '2024-03-01', atMs: NOON });

  expect(deliver(troubled, '2', FETCHED).delivered?.trouble).toBeUndefined();
});

test('a file that is never there is waited for ever longer, then its day is requested again', () => {
  const soon = deliver(deliverable('1'), '1', UNUSABLE);
  const later = deliver(soon, '1', UNUSABLE, NOON + 10 * MINUTE);
  expect(later.days.runs[0]?.value).toMatchObject({ troubledSinceMs: NOON, notBeforeMs: NOON + 15 * MINUTE });

  const atLast = deliver(later, '1', UNUSABLE, NOON + PATIENCE_MS);
  expect(atLast.days.runs[0]?.value).toEqual({
    state: 'planned',
    attempts: 1,
    notBeforeMs: NOON + PATIENCE_MS + PATIENCE.resubmitAfterMs,
  });
  expect(atLast.delivered).toMatchObject({ undeliverableDays: 1, expiredDays: 0 });
});

test('a day whose file was never there is given up when no attempt is left', () => {
  const facts = { attempts: 3, troubledSinceMs: NOON - PATIENCE_MS };
  expect(states(deliver(deliverable('1', '1', facts), '1', UNUSABLE))).toEqual(['1 missing after attempt 3: undeliverable']);
});

test('a file that cannot be fetched is no reason to request its day again while it lives', () => {
  const facts = { troubledSinceMs: NOON - DAY, madeAfterMs: NOON - 7 * DAY + 1 };
  expect(deliver(deliverable('1', '1', facts), '1', UNFETCHED).days.runs[0]?.value.state).toBe('exported');
});

test.each([
  ['is not there', UNUSABLE],
  ['cannot be fetched', UNFETCHED],
])(
  'a file that %s once its life is over has expired: its day is asked for again, at once, whatever its attempts',
  (_name, told) => {
    const expired = deliver(deliverable('1', '1', { attempts: 3, madeAfterMs: NOON - 7 * DAY }), '1', told);
    expect(states(expired)).toEqual(['1 planned after attempt 3']);
    expect(expired.delivered).toMatchObject({ expiredDays: 1, undeliverableDays: 0 });
  },
);

test('the pace is that of the last batches, and a batch that fetched nothing says nothing of it', () => {
  const first = deliver(deliverable('1..9'), '1..2', FETCHED, NOON, 8 * SECOND);
  expect(first.delivered?.msPerDay).toBe(4 * SECOND);
  const second = deliver(first, '3', FETCHED, NOON, 2 * SECOND);
  expect(second.delivered?.msPerDay).toBe(3 * SECOND);
  expect(deliver(second, '4', UNFETCHED, NOON, 90 * SECOND).delivered?.msPerDay).toBe(3 * SECOND);
});
