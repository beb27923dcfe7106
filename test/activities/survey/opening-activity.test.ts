import { openingActivity } from '../../../src/activities/survey/opening-activity';
import { ACCOUNT, failureOf, withActivities } from '../support/activity-bench';

const INPUT = { account: ACCOUNT, options: { email: 'me@example.com' } };
const backoff = () => (attempt: number) => attempt * 1000;
const RIVAL = {
  process: '4711@host',
  serves: { accountSid: 'AC2', origin: 'https://bulkexports.twilio.com', group: 'team' },
  silentMs: 0,
};

test('an export begins when no worker of another account has its label', () =>
  withActivities(async ({ host, attempt }) => {
    const opening = openingActivity(backoff, ({ api }) => Promise.resolve(api.accountSid));
    expect(await opening(host())(INPUT)).toBe(attempt().api.accountSid);
  }));

test('while a worker of another account has the label, nothing begins, and the attempt is retried', () =>
  withActivities(async ({ host }) => {
    const work = jest.fn();
    const given = { number: 3, rivals: () => Promise.resolve([RIVAL]) };
    expect(await failureOf(openingActivity(backoff, work)(host(given))(INPUT))).toMatchObject({
      type: 'WrongAccount',
      nonRetryable: false,
      nextRetryDelay: 3000,
      message: expect.stringContaining('4711@host') as string,
    });
    expect(work).not.toHaveBeenCalled();
  }));
