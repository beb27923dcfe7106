import { advanceTo, openDay, quotaAfterLoss } from '../../../src/domain/quota/day-quota';
import type { QuotaLimit } from '../../../src/domain/quota/quota-limit';
import { isWithinDay } from '../../../src/domain/quota/remaining';
import type { Day } from '../../../src/domain/days/day-range';
import { at, DAY, HOUR, MINUTE, NOON, SECOND } from '../support/instants';
import { inMarch, march } from '../support/march';
import { AskedQuota, holder, LISTED_AFTER_MS } from '../support/quotas';

const MAY_1 = '2024-05-01' as Day;
const MAY_2 = '2024-05-02' as Day;
const MIDNIGHT = at('2024-05-02 00:00');

let quota: AskedQuota;

beforeEach(() => {
  quota = new AskedQuota();
});

describe('a reservation', () => {
  test('is granted, and counts on its UTC day', () => {
    expect(quota.reserve('a', '1..10')).toBe('granted 1..10 on 2024-05-01');
    expect(quota.state).toMatchObject({ utcDay: MAY_1, grantedDays: 10 });
  });

  test('is granted again for the same reservation, and counts once', () => {
    quota.reserve('a', '1..10');
    expect(quota.reserve('a', '5..20')).toBe('granted 1..10 on 2024-05-01');
    expect(quota.state).toMatchObject({ grantedDays: 10, leases: [{ reservationNumber: 1 }] });
  });

  test('gives back what an earlier reservation left unused', () => {
    quota.reserve('a', '1..10');
    expect(quota.reserve('a', '1..3', { reservationNumber: 2 })).toBe('granted 1..3 on 2024-05-01');
    expect(quota.state).toMatchObject({ grantedDays: 3, leases: [{ reservationNumber: 2 }] });
  });

  test('gives back what an earlier reservation left unused even when nothing is granted', () => {
    quota.reserve('a', '1..10');
    quota.reserve('b', '20..21');
    expect(quota.reserve('a', '20..25', { reservationNumber: 2 })).toBe('leased to b');
    expect(quota.state).toMatchObject({ grantedDays: 2, leases: [{ holder: { nonce: 'b' } }] });
  });

  test('of an earlier reservation is outdated', () => {
    quota.reserve('a', '1..3', { reservationNumber: 2 });
    expect(quota.reserve('a', '1..10', { reservationNumber: 1 })).toBe('outdated');
    expect(quota.state).toMatchObject({ grantedDays: 3, leases: [{ reservationNumber: 2 }] });
  });

  test.each([1, 2])('of a reservation is outdated when reservation %s has become a job', (reservationNumber) => {
    quota.reserve('a', '1..3', { reservationNumber });
    settle('a', reservationNumber);
    expect(quota.reserve('a', '1..3', { reservationNumber: 1 })).toBe('outdated');
    expect(quota.state.grantedDays).toBe(3);
  });

  test('does not disturb what became a job', () => {
    quota.reserve('a', '1..3');
    settle('a', 1);
    expect(quota.reserve('a', '4..6', { reservationNumber: 2 })).toBe('granted 4..6 on 2024-05-01');
    expect(leases()).toBe('a 1..3 JS1; a 4..6');
    expect(quota.state.grantedDays).toBe(6);
  });

  test.each([
    ['oldest first', false, '1..2'],
    ['newest first', true, '9..10'],
  ])('is cut to what is left, %s', (_name, newestFirst, range) => {
    quota.reserve('b', '11..30', { limit: 22 });
    expect(quota.reserve('a', '1..10', { limit: 22, newestFirst })).toBe(`granted ${range} on 2024-05-01`);
  });

  test.each([
    ['oldest first', false, '4..10', '1..3'],
    ['newest first', true, '1..7', '8..10'],
  ])('is cut at the days of another, %s', (_name, newestFirst, others, range) => {
    quota.reserve('b', others);
    expect(quota.reserve('a', '1..10', { newestFirst })).toBe(`granted ${range} on 2024-05-01`);
  });

  test('is not granted while another holds its first day, even after that became a job', () => {
    quota.reserve('b', '1');
    expect(quota.reserve('a', '1..10')).toBe('leased to b');
    settle('b', 1);
    expect(quota.reserve('a', '1..10')).toBe('leased to b');
    expect(quota.reserve('a', '1..10', { nowMs: NOON + MINUTE - 1 })).toBe('leased to b');
    expect(quota.reserve('a', '1..10', { nowMs: NOON + MINUTE })).toBe('granted 1..10 on 2024-05-01');
  });

  test('has no quota taken from it by a request that waits for the days of another', () => {
    quota.reserve('b', '1');
    quota.reserve('a', '1..10');
    expect(quota.state).toMatchObject({ grantedDays: 1, queue: [] });
  });
});

describe('a reservation of several chunks', () => {
  test('is granted one by one, each under its number', () => {
    expect(quota.reserve('a', '1..3, 4..6, 9', { reservationNumber: 5 })).toBe('granted 1..3, 4..6, 9 on 2024-05-01');
    expect(quota.state).toMatchObject({ grantedDays: 7, leases: [5, 6, 7].map((reservationNumber) => ({ reservationNumber })) });
  });

  test('is granted again with the same days, and without the chunks that were given back', () => {
    quota.reserve('a', '1..3, 4..6');
    giveBack('a', 1);
    expect(quota.reserve('a', '1..3, 4..6')).toBe('granted 4..6 on 2024-05-01');
    expect(quota.state.grantedDays).toBe(3);
  });

  test('keeps what is being submitted, and gives the rest back', () => {
    quota.reserve('a', '1..3, 4..6, 7..9');
    expect(quota.reserve('a', '10..12', { reservationNumber: 4, submitting: [2] })).toBe('granted 10..12 on 2024-05-01');
    expect(leases()).toBe('a 4..6; a 10..12');
    expect(quota.state.grantedDays).toBe(6);
  });

  test('is outdated once a later one was granted, or one of its chunks became a job', () => {
    quota.reserve('a', '1..3, 4..6');
    settle('a', 2);
    expect(quota.reserve('a', '1..3, 4..6')).toBe('outdated');
    quota.reserve('a', '7', { reservationNumber: 3, submitting: [1] });
    expect(quota.reserve('a', '1..3', { reservationNumber: 1 })).toBe('outdated');
    expect(leases()).toBe('a 1..3; a 4..6 JS1; a 7');
  });

  test.each([
    ['oldest first', false, '1..3, 4..6, 7..9', '1..3, 4..5'],
    ['newest first', true, '7..9, 4..6, 1..3', '7..9, 5..6'],
  ])('is cut to what is left, %s', (_name, newestFirst, requested, granted) => {
    expect(quota.reserve('a', requested, { limit: 5, newestFirst })).toBe(`granted ${granted} on 2024-05-01`);
  });

  test('ends at the first day of another', () => {
    quota.reserve('b', '5');
    expect(quota.reserve('a', '1..3, 4..6, 7..9')).toBe('granted 1..3, 4 on 2024-05-01');
    expect(quota.reserve('c', '1..3, 7..9')).toBe('leased to a');
    expect(quota.reserve('c', '7..9, 1..3')).toBe('granted 7..9 on 2024-05-01');
  });

  test('is confirmed and returned singly', () => {
    quota.reserve('a', '1..3, 4..6');
    const confirm = (reservationNumber: number) => quota.call({ call: 'confirm', reservation: { nonce: 'a', reservationNumber } });
    giveBack('a', 1);
    expect(confirm(1)).toEqual({ kind: 'outdated' });
    expect(confirm(2)).toMatchObject({ kind: 'granted' });
    expect(quota.state.grantedDays).toBe(3);
  });
});

describe('what is left of a UTC day', () => {
  test.each<[string, { limit: QuotaLimit; reserve?: number }, QuotaLimit | undefined, string]>([
    ['is the limit', { limit: 5 }, undefined, '1..5'],
    ['is the limit without the reserve', { limit: 5, reserve: 2 }, undefined, '1..3'],
    ['is the limit of an operator, if that is lower', { limit: 5 }, 2, '1..2'],
    ['is the limit of an operator, if that is higher', { limit: 5 }, 7, '1..7'],
    ['is the limit of an operator without the reserve', { limit: 5, reserve: 1 }, 3, '1..2'],
    ['is the limit of an operator, where the workers have none', { limit: 'none' }, 3, '1..3'],
    ['is without end when there is no limit', { limit: 'none', reserve: 2 }, undefined, '1..31'],
    ['is without end when an operator lifts the limit', { limit: 5, reserve: 2 }, 'none', '1..31'],
  ])('%s', (_name, limits, operatorsLimit, range) => {
    if (operatorsLimit !== undefined) quota.call({ call: 'setLimit', limit: operatorsLimit });
    expect(quota.reserve('a', '1..31', limits)).toBe(`granted ${range} on 2024-05-01`);
  });

  test('is the limit of the workers again when an operator takes back another', () => {
    quota.call({ call: 'setLimit', limit: 1 });
    quota.call({ call: 'setLimit' });
    expect(quota.reserve('a', '1..31', { limit: 5 })).toBe('granted 1..5 on 2024-05-01');
  });

  test('is nothing when an operator sets a limit below what was granted', () => {
    quota.reserve('a', '1..5');
    quota.call({ call: 'setLimit', limit: 3 });
    expect(quota.reserve('b', '6..7')).toMatch(/^spent /);
  });

  test('is known to all, whatever their type and account', () => {
    quota.reserve('a', '1..5', { limit: 6 });
    const calls = { nonce: 'b', workflowId: 'b', accountSid: 'AC2', resourceType: 'Calls' } as const;
    expect(quota.reserve('b', '1..5', { limit: 6, holder: calls })).toBe('granted 1 on 2024-05-01');
  });

  test('when nothing is left, the next UTC day is named', () => {
    quota.reserve('a', '1..5', { limit: 5 });
    expect(quota.reserve('b', '6', { limit: 5 })).toBe(
      'spent until 2024-05-02 00:00: Waiting for quota: 5 of 5 days requested on 2024-05-01 (UTC).',
    );
  });
});

describe('days that were granted', () => {
  test('are left again when they are given back', () => {
    quota.reserve('a', '1..5', { limit: 5 });
    giveBack('a');
    expect(quota.state).toMatchObject({ grantedDays: 0, leases: [] });
    expect(quota.reserve('b', '6', { limit: 5 })).toBe('granted 6 on 2024-05-01');
  });

  test('are given back once', () => {
    quota.reserve('a', '1..5');
    quota.reserve('b', '6..7');
    giveBack('a');
    giveBack('a');
    expect(quota.state.grantedDays).toBe(2);
  });

  test('are not given back by another reservation, or by another export', () => {
    quota.reserve('a', '1..5', { reservationNumber: 2 });
    giveBack('a', 1);
    giveBack('b', 2);
    expect(quota.state.grantedDays).toBe(5);
  });

  test('are not given back once they became a job', () => {
    quota.reserve('a', '1..5');
    settle('a', 1);
    giveBack('a');
    expect(quota.state.grantedDays).toBe(5);
    expect(leases()).toBe('a 1..5 JS1');
  });

  test('are not given back to a UTC day that is over', () => {
    quota.reserve('a', '1..5');
    quota.reserve('b', '6', { nowMs: MIDNIGHT });
    giveBack('a');
    expect(quota.state).toMatchObject({ utcDay: MAY_2, grantedDays: 1 });
  });

  test('are confirmed as long as they are reserved', () => {
    const confirm = (reservationNumber: number) => quota.call({ call: 'confirm', reservation: { nonce: 'a', reservationNumber } });
    quota.reserve('a', '1..5', { reservationNumber: 2 });
    expect(confirm(2)).toMatchObject({ kind: 'granted', utcDay: MAY_1 });
    expect(confirm(1)).toEqual({ kind: 'outdated' });
    giveBack('a', 2);
    expect(confirm(2)).toEqual({ kind: 'outdated' });
  });

  test('become a job, and to tell that twice changes nothing', () => {
    quota.reserve('a', '1..5');
    settle('a', 1);
    const once = quota.state;
    settle('a', 1);
    expect(quota.state).toEqual(once);
    expect(once).toMatchObject({ grantedDays: 5, leases: [{ jobSid: 'JS1', endsAtMs: NOON + MINUTE }] });
  });

  test('that are unknown become no job', () => {
    quota.reserve('a', '1..5');
    settle('a', 2);
    settle('b', 1);
    expect(leases()).toBe('a 1..5');
  });
});

describe('when a UTC day is over', () => {
  test('the next one begins with nothing granted, not closed, and without an unexplained refusal', () => {
    quota.reserve('a', '1..5', { limit: 5 });
    refuse('a', '1..5');
    quota.call({ call: 'closeDay', utcDay: MAY_1, why: 'Closed.' });
    expect(quota.reserve('b', '6..9', { limit: 5, nowMs: MIDNIGHT })).toBe('granted 6..9 on 2024-05-02');
    expect(quota.state).toMatchObject({ utcDay: MAY_2, grantedDays: 4 });
    expect(quota.state.closedBecause).toBeUndefined();
    expect(quota.state.unexplainedRefusal).toBeUndefined();
  });

  test('the limit of an operator remains', () => {
    quota.call({ call: 'setLimit', limit: 2 });
    expect(quota.reserve('b', '6..9', { nowMs: MIDNIGHT })).toBe('granted 6..7 on 2024-05-02');
  });

  test('a reservation of it is given back by the same reservation, and granted anew', () => {
    quota.reserve('a', '1..5', { limit: 5 });
    expect(quota.reserve('a', '1..5', { limit: 4, nowMs: MIDNIGHT })).toBe('granted 1..4 on 2024-05-02');
    expect(leases()).toBe('a 1..4');
  });

  test('its reservations hold until a job made of them is sure to be listed', () => {
    quota.reserve('a', '1..5');
    const lastMs = MIDNIGHT + LISTED_AFTER_MS;
    expect(quota.reserve('b', '1..5', { nowMs: lastMs - 1 })).toBe('leased to a');
    expect(quota.reserve('b', '1..5', { nowMs: lastMs })).toBe('granted 1..5 on 2024-05-02');
  });

  test('it does not come back, whatever clock says so', () => {
    quota.reserve('a', '1..5', { limit: 9, nowMs: MIDNIGHT });
    quota.reserve('b', '6..7', { limit: 9, nowMs: MIDNIGHT - 1 });
    expect(quota.state).toMatchObject({ utcDay: MAY_2, grantedDays: 5 });
  });

  test('who does not know it yet waits for the moment at which it is', () => {
    quota.reserve('a', '1..5', { nowMs: MIDNIGHT });
    expect(quota.reserve('b', '6..7', { nowMs: MIDNIGHT - 3 * SECOND })).toBe(
      'spent until 2024-05-02 00:00: The UTC day 2024-05-02 has not begun.',
    );
    expect(quota.reserve('b', '6..7', { nowMs: MIDNIGHT })).toBe('granted 6..7 on 2024-05-02');
  });
});

test('a limit that is all kept in reserve is said to be so', () => {
  quota.call({ call: 'setLimit', limit: 10 });
  expect(quota.reserve('a', '1..5', { reserve: 10 })).toBe(
    'spent until 2024-05-02 00:00: The limit of 10 days per UTC day is reserved for schedules. ' +
      'Lower DAYHAUL_QUOTA_RESERVE (10) or raise the limit.',
  );
});

describe('in the last minute of a UTC day', () => {
  test('nothing is granted, whatever is left', () => {
    expect(quota.reserve('a', '1..5', { limit: 366, nowMs: MIDNIGHT - MINUTE })).toBe(
      'spent until 2024-05-02 00:00: The UTC day 2024-05-01 is about to end.',
    );
  });

  test('days are granted where there is no limit, and may be requested until it is over', () => {
    expect(quota.reserve('a', '1..5', { limit: 'none', nowMs: MIDNIGHT - 1 })).toBe('granted 1..5 on 2024-05-01');
    expect(isWithinDay(MAY_1, MIDNIGHT - 1, true)).toBe(true);
    expect(isWithinDay(MAY_1, MIDNIGHT, true)).toBe(false);
  });

  test('nothing is granted, but a millisecond before it', () => {
    expect(quota.reserve('a', '1..5', { nowMs: MIDNIGHT - MINUTE - 1 })).toBe('granted 1..5 on 2024-05-01');
  });

  test.each([
    ['before it', '2024-05-01 23:58:59.999', true],
    ['in it', '2024-05-01 23:59', false],
    ['on the next UTC day', '2024-05-02 00:00', false],
    ['on the UTC day before', '2024-04-30 12:00', false],
    ['at its very beginning', '2024-05-01 00:00', true],
  ])('a create is not sure to be counted on it: %s', (_name, instant, isSure) => {
    expect(isWithinDay(MAY_1, at(instant))).toBe(isSure);
  });
});

describe('a UTC day that is closed', () => {
  test.each<[string, QuotaLimit]>([
    ['whatever is left', 366],
    ['even without a limit', 'none'],
  ])('grants nothing more, %s, and says why', (_name, limit) => {
    quota.call({ call: 'closeDay', utcDay: MAY_1, why: 'An operator closed the day.' });
    expect(quota.reserve('a', '1..5', { limit })).toBe(
      'spent until 2024-05-02 00:00: Quota closed until 2024-05-02 00:00:00 UTC. An operator closed the day.',
    );
  });

  test('still lets the same reservation have what it was granted before', () => {
    quota.reserve('a', '1..5');
    quota.call({ call: 'closeDay', utcDay: MAY_1, why: 'Closed.' });
    expect(quota.reserve('a', '1..5')).toBe('granted 1..5 on 2024-05-01');
  });

  test('is closed although nobody has requested days on it yet', () => {
    quota.call({ call: 'closeDay', utcDay: MAY_2, why: 'Closed.' });
    expect(quota.reserve('a', '1..5', { nowMs: MIDNIGHT })).toBe(
      'spent until 2024-05-03 00:00: Quota closed until 2024-05-03 00:00:00 UTC. Closed.',
    );
  });

  test('is not the next one', () => {
    quota.reserve('a', '1..5', { nowMs: MIDNIGHT });
    quota.call({ call: 'closeDay', utcDay: MAY_1, why: 'Closed.' });
    expect(quota.state.closedBecause).toBeUndefined();
  });
});

describe('a chunk that was refused for an undocumented reason', () => {
  test('holds no other export', () => {
    refuse('a', '1..5');
    expect(quota.reserve('b', '6')).toBe('granted 6 on 2024-05-01');
  });

  test.each([
    ['again', 'a', '1..5', 'Messages'],
    ['again in part', 'a', '5', 'Messages'],
  ] as const)('does not close the UTC day when it is refused %s', (_name, nonce, range, resourceType) => {
    refuse('a', '1..5');
    refuse(nonce, range, { resourceType });
    expect(quota.state.closedBecause).toBeUndefined();
  });

  test.each([
    ['of other days', '6', 'Messages'],
    ['of another type', '1..5', 'Calls'],
  ] as const)('closes the UTC day when a chunk %s is refused alike', (_name, range, resourceType) => {
    refuse('a', '1..5');
    refuse('b', range, { resourceType });
    expect(quota.state.closedBecause).toBe('Bad request.');
    expect(quota.reserve('c', '20')).toBe('spent until 2024-05-02 00:00: Quota closed until 2024-05-02 00:00:00 UTC. Bad request.');
  });

  test('is forgotten once a job of as many days was taken', () => {
    quota.reserve('b', '11..13');
    refuse('a', '1..3');
    settle('b', 1);
    expect(quota.state.unexplainedRefusal).toBeUndefined();
    refuse('c', '21..23');
    expect(quota.state.closedBecause).toBeUndefined();
  });

  test('is not forgotten when a smaller job was taken', () => {
    quota.reserve('b', '11..12');
    refuse('a', '1..3');
    settle('b', 1);
    refuse('c', '21..23');
    expect(quota.state.closedBecause).toBe('Bad request.');
  });

  test('does not close the UTC day when another is refused otherwise; that one is doubted then', () => {
    refuse('a', '1..5');
    refuse('b', '6', { signature: '400/20002' });
    expect(quota.state.closedBecause).toBeUndefined();
    refuse('c', '7', { signature: '400/20002' });
    expect(quota.state.closedBecause).toBe('Bad request.');
  });

  test.each([
    ['over', MAY_1, MIDNIGHT],
    ['not the one that is counted', MAY_2, NOON],
  ])('changes nothing when its UTC day is %s', (_name, utcDay, nowMs) => {
    quota.reserve('z', '30', { nowMs });
    const before = quota.state;
    refuse('a', '1..5', {}, utcDay);
    expect(quota.state).toBe(before);
  });
});

describe('exports that wait in line', () => {
  test('are served in the order in which they came, and only then once more', () => {
    quota.reserve('z', '21..30', { limit: 10 });
    for (const nonce of ['a', 'b', 'c']) quota.reserve(nonce, '10..20', { limit: 10 });
    const ask = (nonce: string, requested: string, reservationNumber = 1) =>
      quota.reserve(nonce, requested, { limit: 10, nowMs: MIDNIGHT, reservationNumber });

    expect(ask('b', '14..17')).toBe('queued');
    expect(ask('a', '10..13')).toBe('granted 10..13 on 2024-05-02');
    settle('a', 1, MIDNIGHT + MINUTE);
    expect(ask('a', '9', 2)).toBe('queued');
    expect(ask('b', '14..17')).toBe('granted 14..17 on 2024-05-02');
    settle('b', 1, MIDNIGHT + MINUTE);
    expect(ask('b', '8', 2)).toBe('queued');
    expect(ask('c', '18')).toBe('granted 18 on 2024-05-02');
    expect(ask('a', '9', 2)).toBe('granted 9 on 2024-05-02');
    expect(ask('b', '8', 2)).toMatch(/^spent until 2024-05-03 00:00/);
  });

  test.each([
    [40, 'granted 1..30', 'granted 1..10'],
    [62, 'granted 1..31', 'granted 1..31'],
  ])('get equal shares of %i days, and 30 at least', (limit, first, second) => {
    const ask = (nonce: string, nowMs: number) =>
      quota.reserve(nonce, '1..31', {
        limit: nowMs < MIDNIGHT ? 31 : limit,
        nowMs,
        holder: holder(nonce, { accountSid: `AC of ${nonce}` }),
      });
    quota.reserve('z', '1..31', { limit: 31, nowMs: MIDNIGHT - HOUR });
    for (const nonce of ['a', 'b']) expect(ask(nonce, MIDNIGHT - HOUR)).toMatch(/^spent/);
    expect(ask('a', MIDNIGHT)).toBe(`${first} on 2024-05-02`);
    expect(ask('b', MIDNIGHT)).toBe(`${second} on 2024-05-02`);
  });

  test('go before one that has just come', () => {
    quota.reserve('z', '30..31', { limit: 2 });
    quota.reserve('a', '10..20', { limit: 2 });
    expect(quota.reserve('new', '1..2', { limit: 2, nowMs: MIDNIGHT })).toBe('queued');
  });

  test('do not hold others up for more than a minute', () => {
    quota.reserve('z', '30..31', { limit: 2 });
    quota.reserve('gone', '10..20', { limit: 2 });
    expect(quota.reserve('a', '1..2', { limit: 2, nowMs: MIDNIGHT + MINUTE })).toBe('queued');
    expect(quota.reserve('a', '1..2', { limit: 2, nowMs: MIDNIGHT + MINUTE + 1 })).toBe('granted 1..2 on 2024-05-02');
  });

  test('do not hold others up while they are to come later', () => {
    quota.reserve('z', '1..3', { limit: 3 });
    quota.reserve('a', '10..20', { limit: 3 });
    giveBack('z');
    expect(quota.reserve('b', '1..2', { limit: 3, nowMs: NOON + HOUR })).toBe('granted 1..2 on 2024-05-01');
  });

  test('do not wait when there is no limit', () => {
    quota.reserve('z', '30..31', { limit: 2 });
    quota.reserve('a', '10..20', { limit: 2 });
    expect(quota.reserve('b', '1..9', { limit: 'none', nowMs: MIDNIGHT })).toBe('granted 1..9 on 2024-05-02');
  });

  test('have left the line once they are served', () => {
    quota.reserve('z', '30..31', { limit: 2 });
    quota.reserve('a', '10', { limit: 2 });
    quota.reserve('a', '10', { limit: 2, nowMs: MIDNIGHT });
    expect(quota.state.queue).toEqual([]);
    expect(quota.reserve('b', '1', { limit: 2, nowMs: MIDNIGHT + DAY })).toBe('granted 1 on 2024-05-03');
  });
});

function settle(nonce: string, reservationNumber: number, endsAtMs = NOON + MINUTE): void {
  quota.call({ call: 'settle', reservation: { nonce, reservationNumber }, jobSid: 'JS1', endsAtMs });
}

function giveBack(nonce: string, reservationNumber = 1): void {
  quota.call({ call: 'returnDays', reservations: [{ nonce, reservationNumber }] });
}

function refuse(
  nonce: string,
  range: string,
  { resourceType = 'Messages', signature = '400/20001' }: { resourceType?: 'Messages' | 'Calls'; signature?: string } = {},
  utcDay = MAY_1,
): void {
  const refusal = { range: march(range), resourceType, signature };
  quota.call({ call: 'recordUnexplainedRefusal', utcDay, refusal, message: 'Bad request.' });
}

/** Who holds which days, in the order of the grants. */
function leases(): string {
  return quota.state.leases
    .map(({ holder, range, jobSid }) => [holder.nonce, inMarch([range]), jobSid ?? ''].join(' ').trim())
    .join('; ');
}

describe('a quota after one that was lost', () => {
  const lost = { atMs: NOON, why: 'It was terminated.' };

  test('is closed on the first UTC day that is counted, and no longer', () => {
    const today = advanceTo(quotaAfterLoss(lost), NOON + 1000);
    expect(today).toMatchObject({ closedBecause: 'It was terminated.' });
    expect(advanceTo(today, NOON + 24 * 3_600_000).closedBecause).toBeUndefined();
  });

  test('is open when the first UTC day that is counted begins after the loss', () => {
    expect(advanceTo(quotaAfterLoss(lost), NOON + 24 * 3_600_000).closedBecause).toBeUndefined();
  });

  test('is open once an operator opens it, before and after a day is counted', () => {
    expect(advanceTo(openDay(quotaAfterLoss(lost)), NOON).closedBecause).toBeUndefined();
    expect(openDay(advanceTo(quotaAfterLoss(lost), NOON)).closedBecause).toBeUndefined();
  });
});
