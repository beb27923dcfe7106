import { activity } from '../../../src/activities/attempt/activity';
import { ArchiveError } from '../../../src/archive/stores/store';
import { ACCOUNT, failureOf, withActivities } from '../support/activity-bench';

/** A second for each attempt, so that a wait shows the attempt that it belongs to. */
const backoff = () => (attempt: number) => attempt * 1000;

test('the work has the API, the quota and the number of its attempt', () =>
  withActivities(async (bench) => {
    const { binding } = bench;
    const work = activity(backoff, ({ api, quota, number }) => Promise.resolve([api.origin, quota.group, number]));
    expect(await work(bench.host({ number: 3 }))({ binding })).toEqual([bench.simulator.origin, ACCOUNT, 3]);
  }));

test('an error in the work is followed by the wait of its attempt', () =>
  withActivities(async (bench) => {
    const work = activity(backoff, () => Promise.reject(new ArchiveError('No room.', 'full')));
    expect(await failureOf(work(bench.host({ number: 3 }))({ account: ACCOUNT }))).toMatchObject({
      type: 'ArchiveFull',
      nextRetryDelay: 3000,
    });
  }));

test.each([
  ['an account that the worker does not serve', { account: 'other' }],
  ['another account than the export was begun with', { accountSid: 'AC1' }],
  ['another API than the export was begun with', { origin: 'https://bulkexports.twilio.com' }],
])('for %s the work does not begin, and waits as after a first attempt', (_title, other) =>
  withActivities(async (bench) => {
    const work = jest.fn();
    const binding = { ...bench.binding, ...other };
    expect(await failureOf(activity(backoff, work)(bench.host({ number: 3 }))({ binding }))).toMatchObject({
      type: 'WrongAccount',
      nonRetryable: false,
      nextRetryDelay: 1000,
    });
    expect(work).not.toHaveBeenCalled();
  }),
);
