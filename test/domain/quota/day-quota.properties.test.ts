import fc from 'fast-check';
import type { DayQuota } from '../../../src/domain/quota/day-quota';
import type { QuotaCall, ReserveAnswer, Holder } from '../../../src/domain/quota/protocol';
import type { QuotaLimit } from '../../../src/domain/quota/quota-limit';
import { dayRange } from '../../support/days';
import { addDays, countDays, dayOf, overlap, startOfDay, type Day } from '../../../src/domain/days/day-range';
import { anyRangeNear } from '../support/arbitraries';
import { DAY, MINUTE, NOON, SECOND } from '../support/instants';
import { march } from '../support/march';
import { AskedQuota, holder, LISTED_AFTER_MS, request } from '../support/quotas';

const HOLDERS = [holder('a'), holder('b'), holder('c'), holder('d', { resourceType: 'Calls' })];
const LIMIT = 12;

describe('whatever is asked of a quota, and in whatever order', () => {
  test('no day is held by two', () => {
    always(({ state: { leases } }) => {
      const rivals = leases.flatMap((lease, index) =>
        leases.slice(index + 1).filter((other) => isRival(lease.holder, other.holder) && overlap(lease.range, other.range)),
      );
      expect(rivals).toEqual([]);
    });
  });

  test('no more is granted on a UTC day than its limit', () => {
    always(({ state: { grantedDays } }) => {
      expect(grantedDays).toBeLessThanOrEqual(LIMIT);
    });
  });

  test('what is reserved today is counted', () => {
    always(({ state: { leases, utcDay, grantedDays } }) => {
      const today = leases.filter((lease) => lease.utcDay === utcDay);
      const reserved = today.reduce((days, { range }) => days + countDays(range), 0);
      expect(reserved).toBeLessThanOrEqual(grantedDays);
    });
  });

  test('a holder keeps nothing besides its jobs, what it submits, and its last reservation', () => {
    always(({ state: { leases } }, _before, call, answer) => {
      if (call.call !== 'reserve' || answer?.kind === 'outdated') return;
      const { holder: asking, chunks, submitting } = call.request;
      const kept = [...chunks.map(({ reservationNumber }) => reservationNumber), ...submitting];
      const open = leases.filter((lease) => lease.holder.nonce === asking.nonce && lease.jobSid === undefined);
      expect(kept).toEqual(expect.arrayContaining(open.map(({ reservationNumber }) => reservationNumber)));
    });
  });

  test('no day is granted that was not requested, and no more chunks than were', () => {
    always((_quota, before, call, answer) => {
      if (call.call !== 'reserve' || answer?.kind !== 'granted') return;
      const known = [...call.request.chunks, ...before.state.leases];
      for (const { reservationNumber, range } of answer.chunks) {
        const requested = known.filter((chunk) => chunk.reservationNumber === reservationNumber);
        expect(requested.some((chunk) => chunk.range.startDay <= range.startDay && range.endDay <= chunk.range.endDay)).toBe(true);
      }
    });
  });

  test('its UTC day never goes back', () => {
    always(({ state }, before) => {
      expect(state.utcDay >= before.state.utcDay).toBe(true);
    });
  });

  test('to say the same thing again at once changes neither the quota nor the answer', () => {
    always(({ state }, _before, call, answer) => {
      const again = quotaOf(state);
      expect(again.call(call)).toEqual(answer);
      expect(again.state).toEqual(state);
    });
  });

  test('a quota that was carried to its next run answers as if it had not been', () => {
    always(({ state }, before, call, answer) => {
      const carried = quotaOf(JSON.parse(JSON.stringify(before.state)) as DayQuota);
      expect(carried.call(call)).toEqual(answer);
      expect(JSON.stringify(carried.state)).toBe(JSON.stringify(state));
    });
  });
});

test('nobody who comes when told starves, however many wait and however much they want', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ wants: fc.integer({ min: 1, max: 40 }), comesLateMs: fc.nat({ max: 55 * SECOND }) }), {
        minLength: 2,
        maxLength: 6,
      }),
      fc.integer({ min: 1, max: 100 }),
      (exports, limit) => {
        const perRound = exports.reduce((sum, { wants }) => sum + Math.min(wants, Math.max(30, limit)), 0);
        const hungriestDays = Math.ceil(perRound / limit);
        for (const served of serve(exports, limit)) {
          const gaps = served.map((utcDay, index) => countDays(dayRange(served[index - 1] ?? FIRST_DAY, utcDay)) - 1);
          expect(Math.max(...gaps)).toBeLessThanOrEqual(hungriestDays);
          expect(served.at(-1)! > addDays(LAST_DAY, -hungriestDays)).toBe(true);
        }
      },
    ),
  );
});

const FIRST_DAY = '2024-05-01' as Day;
const LAST_DAY = '2024-05-14' as Day;

/** Two weeks in which each export always wants days of its own; on which UTC days each was served. */
function serve(exports: readonly { readonly wants: number; readonly comesLateMs: number }[], limit: number): Day[][] {
  const quota = new AskedQuota();
  const asking = exports.map((drawn, index) => ({
    ...drawn,
    nonce: `export ${index}`,
    own: { resourceType: 'Messages' as const, accountSid: `AC${index}`, workflowId: '' },
    reservationNumber: 1,
    dueMs: startOfDay(FIRST_DAY) + index * SECOND,
    served: [] as Day[],
  }));
  for (;;) {
    const next = asking.reduce((first, other) => (other.dueMs < first.dueMs ? other : first));
    const { nonce, own, reservationNumber, wants, comesLateMs, served, dueMs: nowMs } = next;
    if (dayOf(nowMs) > LAST_DAY) return asking.map(({ served: utcDays }) => utcDays);
    const reserveRequest = request(nonce, `1..${wants}`, { holder: holder(nonce, own), reservationNumber, limit, nowMs });
    const answer = quota.call({ call: 'reserve', request: reserveRequest });
    if (answer?.kind === 'granted') {
      const reservation = { nonce, reservationNumber };
      quota.call({ call: 'settle', reservation, jobSid: 'JS1', endsAtMs: nowMs + LISTED_AFTER_MS });
      served.push(answer.utcDay);
      next.reservationNumber++;
    }
    next.dueMs = answer?.kind === 'spent' ? answer.untilMs + comesLateMs : nowMs + 2 * SECOND;
  }
}

function isRival(one: Holder, other: Holder): boolean {
  return one.nonce !== other.nonce && one.resourceType === other.resourceType;
}

/** Check a claim after every call of many sequences. */
function always(claim: (quota: AskedQuota, before: AskedQuota, call: QuotaCall, answer: ReserveAnswer | null) => void): void {
  fc.assert(
    fc.property(fc.array(anyCall(), { maxLength: 30, size: 'max' }), (calls) => {
      const quota = new AskedQuota();
      for (const call of calls) {
        const before = quotaOf(quota.state);
        const answer = quota.call(call);
        claim(quota, before, call, answer);
      }
    }),
  );
}

function quotaOf(state: DayQuota): AskedQuota {
  const quota = new AskedQuota();
  quota.state = state;
  return quota;
}

/** Calls of a few holders within some UTC days, their clocks not quite alike. */
function anyCall(): fc.Arbitrary<QuotaCall> {
  const of = <T extends QuotaCall['call']>(call: T) => fc.constant(call);
  const reservationNumber = fc.integer({ min: 1, max: 6 });
  const nowMs = fc.oneof(
    fc.nat({ max: 3 * DAY }).map((ms) => NOON + ms),
    fc.integer({ min: -2 * MINUTE, max: 2 * MINUTE }).map((ms) => startOfDay('2024-05-02' as Day) + ms),
  );
  const utcDay = nowMs.map(dayOf);
  const reservation = fc.record({ nonce: fc.constantFrom('a', 'b', 'c', 'd'), reservationNumber });
  const reserve = fc.record({
    call: of('reserve'),
    request: fc
      .record({
        holder: fc.constantFrom(...HOLDERS),
        reservationNumber,
        nowMs,
        ranges: fc.array(anyRangeNear(march('1..9')), { minLength: 1, maxLength: 3 }),
        isSubmitting: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        newestFirst: fc.boolean(),
        reserve: fc.nat({ max: 2 }),
        limit: fc.constantFrom<QuotaLimit[]>(LIMIT, LIMIT - 5),
      })
      .map(({ ranges, isSubmitting, reservationNumber: first, ...drawn }) => {
        const chunks = ranges.map((range, index) => ({ reservationNumber: first + index, range }));
        const submitting = [1, 2, 3, 4, 5].filter((number) => number < first && isSubmitting[number]);
        return request('', '1', { ...drawn, chunks, submitting });
      }),
  });
  return fc.oneof(
    { weight: 6, arbitrary: reserve },
    { weight: 2, arbitrary: fc.record({ call: of('returnDays'), reservations: fc.array(reservation, { maxLength: 3 }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        call: of('settle'),
        reservation,
        jobSid: fc.constantFrom('JS1', 'JS2'),
        endsAtMs: nowMs.map((ms) => ms + LISTED_AFTER_MS),
      }),
    },
    fc.record({ call: of('confirm'), reservation }),
    fc.record({ call: of('closeDay'), utcDay, why: fc.constant('Closed.') }),
    fc.record({
      call: of('recordUnexplainedRefusal'),
      utcDay,
      refusal: fc.record({
        range: anyRangeNear(march('1..9')),
        resourceType: fc.constantFrom('Messages', 'Calls'),
        signature: fc.constantFrom('400/1', '400/2'),
      }),
      message: fc.constant('Bad request.'),
    }),
  );
}
