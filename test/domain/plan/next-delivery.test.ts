import fc from 'fast-check';
import { countDays } from '../../../src/domain/days/day-range';
import { nextDelivery } from '../../../src/domain/plan/next-delivery';
import { deliver, deliverable } from '../support/deliveries';
import { DAY, HOUR, MINUTE, NOON } from '../support/instants';
import { planned, submitted } from '../support/ledgers';
import { inMarch, march } from '../support/march';

function batch(...given: Parameters<typeof nextDelivery>): string {
  const step = nextDelivery(...given);
  return step.step === 'deliver' ? inMarch(step.days.map(({ range }) => range)) : step.step;
}

test.each([
  ['planned days', planned('1..9')],
  ['submitted days', submitted('1..9')],
  ['delivered days', deliver(deliverable('1'), '1', { kind: 'empty' })],
])('of %s no file is to be fetched', (_name, ledger) => {
  expect(nextDelivery(ledger, NOON)).toEqual({ step: 'rest' });
});

test('files that expire first come first', () => {
  const older = deliverable('1..9', '4..5', { madeAfterMs: NOON - HOUR });
  expect(batch(deliverable('1..9', '1..2, 8', {}, older), NOON)).toBe('4..5, 1..2, 8');
});

test('a batch has fifty days at most', () => {
  const older = deliverable('0..90', '60..90', { madeAfterMs: NOON - HOUR });
  expect(batch(deliverable('0..90', '1..40', {}, older), NOON)).toBe('60..90, 1..19');
});

test('a batch has what is known of its days', () => {
  const facts = { jobSid: 'JS1', isEmpty: true, troubledSinceMs: NOON - MINUTE } as const;
  expect(nextDelivery(deliverable('1..3', '2', facts), NOON)).toEqual({
    step: 'deliver',
    days: [{ range: march('2'), madeAfterMs: NOON, jobSid: 'JS1', isEmpty: true, isTroubled: true }],
  });
});

test('a file that was in trouble is left alone for a while; the others continue', () => {
  const waiting = deliverable('1..3', '1', { notBeforeMs: NOON + MINUTE });
  expect(nextDelivery(waiting, NOON)).toEqual({ step: 'wait', untilMs: NOON + MINUTE });
  expect(batch(waiting, NOON + MINUTE)).toBe('1');
  expect(batch(deliverable('1..3', '3', {}, waiting), NOON)).toBe('3');
});

test('every file is fetched, batch after batch, whatever their ages', () => {
  const age = fc.integer({ min: 0, max: 6 * DAY });
  fc.assert(
    fc.property(fc.array(age, { minLength: 1, maxLength: 150 }), (ages) => {
      const range = `1..${ages.length}`;
      let ledger = ages.reduce(
        (before, ageMs, index) => deliverable(range, String(index + 1), { madeAfterMs: NOON - ageMs }, before),
        planned(range),
      );
      let fetched = 0;
      for (let step = nextDelivery(ledger, NOON); step.step === 'deliver'; step = nextDelivery(ledger, NOON)) {
        const days = inMarch(step.days.map(({ range: one }) => one));
        fetched += step.days.reduce((sum, { range: one }) => sum + countDays(one), 0);
        ledger = deliver(ledger, days, { kind: 'empty' });
      }
      expect(fetched).toBe(ages.length);
    }),
    { numRuns: 50 },
  );
});
