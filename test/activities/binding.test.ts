import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities, type Activities } from '../../src/activities';
import type { BulkExportApi } from '../../src/bulk-export/port';
import { days } from '../support/days';

const BOUND = { accountSid: 'AC1', origin: 'https://bulkexports.twilio.com' };
const PACE = { pollMinMs: 30_000, pollMaxMs: 900_000, ambiguityWaitMs: 90_000 };

/** An API that may not be asked anything. */
function untouchable(facts: { accountSid: string; origin: string }): BulkExportApi {
  const refuse = () => Promise.reject(new Error('The API was asked.'));
  return {
    ...facts,
    requestTimeoutMs: 1,
    createJob: refuse,
    listJobs: refuse,
    fetchJob: refuse,
    listDays: refuse,
  };
}

const ACTIVITIES: [string, (activities: Activities) => Promise<unknown>][] = [
  [
    'submitJob',
    ({ submitJob }) =>
      submitJob({
        binding: BOUND,
        resourceType: 'Messages',
        chunk: days('2024-03-01'),
        friendlyName: 'dayhaul',
        notBeforeMs: 0,
        ...PACE,
      }),
  ],
  [
    'pollJobs',
    ({ pollJobs }) =>
      pollJobs({ binding: BOUND, resourceType: 'Messages', jobs: [], pace: PACE, knownNowMs: 0 }),
  ],
  [
    'awaitTwilioClock',
    ({ awaitTwilioClock }) =>
      awaitTwilioClock({ binding: BOUND, resourceType: 'Messages', untilMs: 1, knownNowMs: 0, ...PACE }),
  ],
];

describe.each(ACTIVITIES)(
  '%s of a worker other than the export was begun with asks Twilio nothing',
  (_name, call) => {
    test.each([
      ['another account', { ...BOUND, accountSid: 'AC2' }],
      ['another API', { ...BOUND, origin: 'http://127.0.0.1:1' }],
    ])('%s', async (_title, facts) => {
      const activities = createActivities(untouchable(facts));

      const refusal = new MockActivityEnvironment({ attempt: 2 }, { logger: new DefaultLogger('ERROR') }).run(
        async () => call(activities),
      );
      await expect(refusal).rejects.toMatchObject({
        type: 'WrongAccount',
        nonRetryable: false,
        message: expect.stringContaining(`begun with account AC1 at ${BOUND.origin}`) as string,
      });
    });
  },
);
