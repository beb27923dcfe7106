import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities, type Activities } from '../../../src/activities';
import type { BulkExportApi } from '../../../src/bulk-export/port';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { days } from '../../support/days';

const BOUND = { accountSid: 'AC1', origin: 'https://bulkexports.twilio.com' };
const HOLDER = { nonce: 'n', workflowId: 'export', accountSid: 'AC1', resourceType: 'Messages' } as const;
const CHUNK = days('2024-03-01');
const OF_TURN = {
  binding: BOUND,
  holder: HOLDER,
  turn: 1,
  chunk: CHUNK,
  submission: 1,
  options: DEFAULT_OPTIONS,
};

const OF_ARCHIVE = {
  binding: BOUND,
  resourceType: 'Messages',
  archive: '/archive',
  options: DEFAULT_OPTIONS,
} as const;

/** An API that may not be asked anything. */
function untouchable(facts: { accountSid: string; origin: string }): BulkExportApi {
  const refuse = () => Promise.reject(new Error('The API was asked.'));
  return {
    ...facts,
    requestTimeoutMs: 1,
    createJob: refuse,
    listJobs: refuse,
    fetchJob: refuse,
    deleteJob: refuse,
    listDays: refuse,
    linkDay: refuse,
    openFile: refuse,
  };
}

const ACTIVITIES: [string, (activities: Activities) => Promise<unknown>][] = [
  ['submitJob', ({ submitJob }) => submitJob({ ...OF_TURN, utcDay: CHUNK.startDay, notBeforeMs: 0 })],
  ['reserveDays', ({ reserveDays }) => reserveDays(OF_TURN)],
  [
    'cancelJobs',
    ({ cancelJobs }) =>
      cancelJobs({ binding: BOUND, resourceType: 'Messages', jobs: [], cancelWithinMs: 1, pollMinMs: 1 }),
  ],
  [
    'pollJobs',
    ({ pollJobs }) =>
      pollJobs({ binding: BOUND, resourceType: 'Messages', jobs: [], pace: DEFAULT_OPTIONS, knownNowMs: 0 }),
  ],
  ['deliverDays', ({ deliverDays }) => deliverDays({ ...OF_ARCHIVE, days: [] })],
  [
    'reportExport',
    ({ reportExport }) =>
      reportExport({ ...OF_ARCHIVE, exportId: 'export', range: CHUNK, missing: [], nowMs: 0 }),
  ],
  [
    'awaitTwilioClock',
    ({ awaitTwilioClock }) =>
      awaitTwilioClock({
        binding: BOUND,
        resourceType: 'Messages',
        untilMs: 1,
        knownNowMs: 0,
        ...DEFAULT_OPTIONS,
      }),
  ],
];

describe.each(ACTIVITIES)(
  '%s of a worker other than the export was begun with asks Twilio nothing',
  (_name, call) => {
    test.each([
      ['another account', { ...BOUND, accountSid: 'AC2' }],
      ['another API', { ...BOUND, origin: 'http://127.0.0.1:1' }],
    ])('%s', async (_title, facts) => {
      const activities = createActivities({
        api: untouchable(facts),
        quota: { group: 'g', days: 366, reserve: 0 },
        hasSchedule: () => Promise.reject(new Error('Temporal was asked for schedules.')),
        openArchive: () => {
          throw new Error('The archive was opened.');
        },
      });

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
