import { cutBefore, notJson } from '../../../simulator/faults/fault';
import type { AwaitTwilioClockInput } from '../../../src/activities/polling/poll-jobs';
import { HOUR, MINUTE, NOON, SECOND } from '../../domain/support/instants';
import { withActivities, type ActivityBench } from '../support/activity-bench';

function inputOf({ binding }: ActivityBench, untilMs: number): AwaitTwilioClockInput {
  const options = { pollMinMs: 30 * SECOND, pollMaxMs: 15 * MINUTE };
  return { binding, resourceType: 'Messages', untilMs, knownNowMs: NOON, options };
}

test.each([
  ['at most the longest wait', HOUR, 15 * MINUTE],
  ['until the instant when that is sooner', 5 * MINUTE, 5 * MINUTE],
  ['at least the shortest wait', 0, 250],
])('the first attempt makes no request and waits %s', (_title, aheadMs, waitMs) =>
  withActivities(async (bench) => {
    const wait = bench.activities().awaitTwilioClock(inputOf(bench, NOON + aheadMs));
    await expect(wait).rejects.toMatchObject({ type: 'NotYetTime', category: 'BENIGN', nextRetryDelay: waitMs });
    expect(bench.requests()).toEqual([]);
  }),
);

test("a later attempt waits for the rest by Twilio's clock", () =>
  withActivities(async (bench) => {
    bench.clock.advance(4 * MINUTE);
    const wait = bench.activities({ number: 2 }).awaitTwilioClock(inputOf(bench, NOON + 5 * MINUTE));
    await expect(wait).rejects.toMatchObject({
      type: 'NotYetTime',
      nextRetryDelay: MINUTE,
      message: expect.stringContaining('12:05') as string,
    });
  }));

test('the wait is over when Twilio says so, whatever the clock of this machine says', () =>
  withActivities(async (bench) => {
    bench.clock.advance(5 * MINUTE);
    const wait = bench.activities({ number: 2 }).awaitTwilioClock(inputOf(bench, NOON + 5 * MINUTE));
    expect(await wait).toEqual({ nowMs: NOON + 5 * MINUTE });
  }));

test.each([
  ['a lost reply', cutBefore(), 'Unavailable'],
  ['an answer of HTML', notJson(), 'Unreadable'],
])('%s is no instant: the clock is read again after the shortest wait', (_title, does, type) =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'list', does });
    const wait = bench.activities({ number: 9 }).awaitTwilioClock(inputOf(bench, NOON));
    await expect(wait).rejects.toMatchObject({ type, nextRetryDelay: 30 * SECOND });
  }),
);
