import type { Ledger } from '../../../src/domain/ledger/ledger';
import { nextStep } from '../../../src/domain/plan/next-submission';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { deliverable } from '../support/deliveries';
import { DAY, HOUR, NOON } from '../support/instants';
import { planned, submit } from '../support/ledgers';
import { inMarch } from '../support/march';

const ARCHIVING = { ...DEFAULT_OPTIONS, daysPerChunk: 20, archive: '/archive' };

/** Once a delivery took so long for a day. */
function paced(ledger: Ledger, msPerDay: number): Ledger {
  const nothing = { records: 0, bytes: 0, expiredDays: 0, undeliverableDays: 0 };
  return { ...ledger, delivered: { ...nothing, msPerDay } };
}

function next(ledger: Ledger): string {
  const step = nextStep(ledger, ARCHIVING, NOON);
  if (step.step === 'submit') return inMarch([step.chunks[0].range]);
  return step.step === 'hold' ? `hold for ${step.why}` : step.step;
}

test('nothing is held back while files are fetched faster than they come', () => {
  const waiting = deliverable('0..58', '0..30', { madeAfterMs: NOON - HOUR });
  expect(next(waiting)).toBe('31..50');
  expect(next(paced(waiting, HOUR))).toBe('31..50');
});

test('nothing more is submitted than can be fetched in half the life of a file', () => {
  // in three and a half days of two hours for each day, 42 files are fetched
  const waiting = deliverable('0..58', '0..29');
  expect(next(paced(waiting, 2 * HOUR))).toBe('30..41');
  expect(next(paced(deliverable('0..58', '0..37'), 2 * HOUR))).toBe('hold for delivery');
});

test('days that are under way count: their files will come', () => {
  const under = submit(planned('0..58'), '0..37');
  expect(next(paced(under, 2 * HOUR))).toBe('hold for delivery');
});

test('a chunk is cut to what can be fetched, and is never nothing', () => {
  expect(next(paced(planned('0..58'), DAY))).toBe('0..2');
  expect(next(paced(planned('0..58'), 10 * DAY))).toBe('0');
});

test('a file that has waited for long says that deliveries have stopped, so nothing more is submitted', () => {
  const stale = { madeAfterMs: NOON - 2 * DAY };
  expect(next(deliverable('0..58', '0', stale))).toBe('hold for delivery');
});
