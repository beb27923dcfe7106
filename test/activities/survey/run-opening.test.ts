import { runOpening } from '../../../src/activities/survey/run-opening';
import { ACCOUNT, failureOf, withActivities } from '../support/activity-bench';

const RULE = { account: ACCOUNT, backoff: (attempt: number) => attempt * 1000 };
const RIVAL = {
  process: '4711@host',
  serves: { accountSid: 'AC2', origin: 'https://bulkexports.twilio.com' },
  silentMs: 0,
};

test('an export begins when no worker of another account has its label', () =>
  withActivities(async ({ host, attempt }) => {
    const work = runOpening(host(), RULE, ({ api }) => Promise.resolve(api.accountSid));
    expect(await work).toBe(attempt().api.accountSid);
  }));

test('while a worker of another account has the label, nothing begins, and the attempt is retried', () =>
  withActivities(async ({ host }) => {
    const work = jest.fn();
    const given = { number: 3, rivals: () => Promise.resolve([RIVAL]) };
    expect(await failureOf(runOpening(host(given), RULE, work))).toMatchObject({
      type: 'WrongAccount',
      nonRetryable: false,
      nextRetryDelay: 3000,
      message: expect.stringContaining('4711@host') as string,
    });
    expect(work).not.toHaveBeenCalled();
  }));
