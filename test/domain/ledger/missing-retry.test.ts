import { isDue, nextTry, stateAfterNote, type EarlierNote } from '../../../src/domain/ledger/missing-retry';
import { MISSING_REASONS, type MissingReason } from '../../../src/domain/ledger/day-state';

const at = (instant: string) => Date.parse(`${instant}Z`);

test('a schedule requests again on seven nights, whenever in the night it comes to it, and then never by itself', () => {
  let note: EarlierNote | undefined = nextTry('exhausted', undefined, at('2024-03-01T04:00:00'));
  const tries: string[] = [];
  for (let retry = 2; note.nextTryAtMs !== undefined; retry++) {
    tries.push(new Date(note.nextTryAtMs).toISOString().slice(0, 10));
    const earlier = at(`2024-03-${String(retry).padStart(2, '0')}T03:00:00`);
    expect(isDue(note, earlier)).toBe(true);
    note = nextTry('exhausted', note, earlier);
  }
  expect(tries).toEqual(['02', '03', '04', '05', '06', '07', '08'].map((day) => `2024-03-${day}`));
  expect(note).toEqual({ retries: 7 });
});

test('what was tried by hand meanwhile is no night', () => {
  const note = nextTry('exhausted', undefined, at('2024-03-01T04:00:00'));
  expect(nextTry('vanished', note, at('2024-03-01T12:00:00'))).toEqual(note);
});

test.each(MISSING_REASONS.map((reason) => [reason]))('a day that is missing as %s', (reason: MissingReason) => {
  const { nextTryAtMs } = nextTry(reason, undefined, at('2024-03-01T04:00:00'));
  const isByHandOnly = ['deletedAtTwilio', 'cancelled', 'unreadable'].includes(reason);
  expect(nextTryAtMs).toBe(isByHandOnly ? undefined : at('2024-03-02T00:00:00'));
});

test('a day that is due has one attempt before it, one that was refused alone one refusal', () => {
  const note = { attempts: 3, isDue: true } as const;
  expect(stateAfterNote({ ...note, reason: 'exhausted' }, 3)).toEqual({ state: 'planned', attempts: 2 });
  expect(stateAfterNote({ ...note, reason: 'refused' }, 3)).toEqual({ state: 'planned', attempts: 2, mostDays: 1, refusals: 2 });
  expect(stateAfterNote({ reason: 'exhausted', attempts: 3 }, 5)).toEqual({ state: 'missing', attempts: 3, reason: 'exhausted' });
});
