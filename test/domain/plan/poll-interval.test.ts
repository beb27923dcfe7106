import { pollDelay, withJitter, type PolledJobTimes } from '../../../src/domain/plan/poll-interval';
import { HOUR, MINUTE, NOON, SECOND } from '../support/instants';

const PACE = { pollMinMs: 30 * SECOND, pollMaxMs: 15 * MINUTE };

/** A job that was submitted so long ago, and is perhaps expected to end in so long. */
function job({ age = HOUR, endsIn, isPolled = true }: { age?: number; endsIn?: number; isPolled?: boolean }): PolledJobTimes {
  return { isPolled, submittedAtMs: NOON - age, ...(endsIn !== undefined && { estimatedEndMs: NOON + endsIn }) };
}

function wait(...jobs: PolledJobTimes[]): number {
  return pollDelay(jobs, PACE, NOON);
}

describe('jobs are polled again', () => {
  const fresh = { age: 0, isPolled: false };

  test.each<[string, readonly PolledJobTimes[], number]>([
    ['at once when one was never looked at', [job({}), job(fresh)], 0],
    ['at once when one was never looked at and should be over', [job({ ...fresh, endsIn: -HOUR })], 0],
    ['at once when one was never looked at and ends within a second', [job({ ...fresh, endsIn: 999 })], 0],
    ['at its estimate when one was never looked at but takes long', [job({ ...fresh, endsIn: 5 * MINUTE })], 5 * MINUTE],
    ['at the estimate', [job({ endsIn: 4 * MINUTE })], 4 * MINUTE],
    ['at the earliest estimate', [job({ endsIn: 9 * MINUTE }), job({ endsIn: 4 * MINUTE })], 4 * MINUTE],
    ['not sooner than the shortest wait', [job({ endsIn: SECOND })], 30 * SECOND],
    ['not later than the longest wait', [job({ endsIn: 3 * HOUR })], 15 * MINUTE],
    ['soon when one is young', [job({ age: SECOND })], 30 * SECOND],
    ['late when all are old', [job({ age: HOUR }), job({ age: 2 * HOUR })], 15 * MINUTE],
    ['soon when an estimate has just passed', [job({ age: HOUR, endsIn: -SECOND })], 30 * SECOND],
    ['late when an estimate has passed long ago', [job({ age: 2 * HOUR, endsIn: -HOUR })], 15 * MINUTE],
    ['soon when one was submitted in the future', [job({ age: -HOUR })], 30 * SECOND],
    ['late when there are none', [], 15 * MINUTE],
  ])('%s', (_name, jobs, waitMs) => {
    expect(wait(...jobs)).toBe(waitMs);
  });

  test('after a time in proportion to their age when there is no estimate', () => {
    expect(wait(job({ age: 4 * MINUTE }))).toBe(2 * wait(job({ age: 2 * MINUTE })));
  });

  test('after a time in proportion to how long an estimate has passed', () => {
    expect(wait(job({ endsIn: -3 * MINUTE }))).toBe(wait(job({ age: 3 * MINUTE })));
  });

  test('when the first of them is due', () => {
    const due = [job({ age: 2 * MINUTE }), job({ endsIn: 5 * MINUTE }), job({ endsIn: -4 * MINUTE })];
    expect(wait(...due)).toBe(Math.min(...due.map((one) => wait(one))));
  });
});

test('a job without an estimate is polled less and less often, from the shortest wait to the longest', () => {
  const waits: number[] = [];
  for (let age = 0; age < 4 * HOUR; age += waits.at(-1)!) waits.push(wait(job({ age })));
  expect(waits[0]).toBe(PACE.pollMinMs);
  expect(waits.at(-1)).toBe(PACE.pollMaxMs);
  expect(waits).toEqual([...waits].sort((one, other) => one - other));
});

test.each([
  ['a tenth shorter at least chance', 0, 900],
  ['as it is at even chance', 0.5, 1000],
  ['a tenth longer at most chance', 0.999_999, 1100],
])('a wait with jitter is %s', (_name, chance, waitMs) => {
  expect(withJitter(1000, chance)).toBe(waitMs);
});

test('a wait with jitter is whole milliseconds, and none stays none', () => {
  expect(withJitter(333, 0.3)).toBe(320);
  expect(withJitter(0, 0.9)).toBe(0);
});
