import { noopMetricMeter } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities, type Activities } from '../../../src/activities';
import { withTemporalAttempt } from '../../../src/activities/attempt/attempt';
import type { ActivityDependencies } from '../../../src/activities/dependencies';
import type { BulkExportApi } from '../../../src/bulk-export/port';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { days } from '../../support/days';

const BOUND = { account: 'main', accountSid: 'AC1', origin: 'https://bulkexports.twilio.com' };
const HOLDER = { nonce: 'n', workflowId: 'export', accountSid: 'AC1', resourceType: 'Messages' } as const;
const CHUNK = days('2024-03-01');
const OF_EXPORT = { binding: BOUND, holder: HOLDER, options: DEFAULT_OPTIONS };

const OF_ARCHIVE = { binding: BOUND, resourceType: 'Messages', archive: '/archive', options: DEFAULT_OPTIONS } as const;

/** An API that may not be asked anything. */
function untouchableApi({ accountSid, origin }: typeof BOUND): BulkExportApi {
  const refuse = () => Promise.reject(new Error('The API was asked.'));
  return {
    accountSid,
    origin,
    createJob: refuse,
    listJobs: refuse,
    fetchJob: refuse,
    deleteJob: refuse,
    listDays: refuse,
    linkDay: refuse,
    openFile: refuse,
  };
}

function untouchable(facts: typeof BOUND): ActivityDependencies {
  const refuse = () => Promise.reject(new Error('Temporal was asked.'));
  return {
    api: untouchableApi(facts),
    quota: { group: 'g', days: 366, reserve: 0, call: refuse },
    permissions: {},
    hasSchedule: refuse,
    rivals: refuse,
    isGone: refuse,
    isSeenThrough: refuse,
    openArchive: () => {
      throw new Error('The archive was opened.');
    },
    meter: noopMetricMeter,
  };
}

/** Have a worker of one account carry out a second attempt. */
function attempt(facts: typeof BOUND, call: (activities: Activities) => Promise<unknown>): Promise<unknown> {
  const activities = createActivities({
    forAccount: (label) => Promise.resolve(label === facts.account ? untouchable(facts) : undefined),
    notifyOf: () => undefined,
    withAttempt: withTemporalAttempt,
  });
  const environment = new MockActivityEnvironment({ attempt: 2 }, { logger: new DefaultLogger('ERROR') });
  return environment.run(() => call(activities));
}

const BOUND_ACTIVITIES: [string, (activities: Activities) => Promise<unknown>][] = [
  [
    'submitJob',
    ({ submitJob }) =>
      submitJob({ ...OF_EXPORT, reservationNumber: 1, chunk: CHUNK, sendAfterMs: 0, utcDay: CHUNK.startDay, notBeforeMs: 0 }),
  ],
  [
    'reserveDays',
    ({ reserveDays }) => reserveDays({ ...OF_EXPORT, chunks: [{ reservationNumber: 1, range: CHUNK }], submitting: [] }),
  ],
  [
    'cancelJobs',
    ({ cancelJobs }) =>
      cancelJobs({ binding: BOUND, resourceType: 'Messages', jobs: [], reservations: [], options: DEFAULT_OPTIONS }),
  ],
  [
    'pollJobs',
    ({ pollJobs }) => pollJobs({ binding: BOUND, resourceType: 'Messages', jobs: [], options: DEFAULT_OPTIONS, knownNowMs: 0 }),
  ],
  [
    'releaseDays',
    ({ releaseDays }) =>
      releaseDays({ binding: BOUND, reservations: [{ nonce: 'n', reservationNumber: 1 }], options: DEFAULT_OPTIONS }),
  ],
  ['deliverDays', ({ deliverDays }) => deliverDays({ ...OF_ARCHIVE, days: [] })],
  ['reportExport', ({ reportExport }) => reportExport({ ...OF_ARCHIVE, exportId: 'export', range: CHUNK, missing: [], nowMs: 0 })],
  [
    'awaitTwilioClock',
    ({ awaitTwilioClock }) =>
      awaitTwilioClock({ binding: BOUND, resourceType: 'Messages', untilMs: 1, knownNowMs: 0, options: DEFAULT_OPTIONS }),
  ],
];

describe.each(BOUND_ACTIVITIES)('%s of a worker other than the export was begun with asks Twilio nothing', (_name, call) => {
  test.each([
    ['another account', { ...BOUND, accountSid: 'AC2' }],
    ['another API', { ...BOUND, origin: 'http://127.0.0.1:1' }],
  ])('%s', async (_title, facts) => {
    await expect(attempt(facts, call)).rejects.toMatchObject({
      type: 'WrongAccount',
      nonRetryable: false,
      message: expect.stringContaining(`started with account AC1 at ${BOUND.origin}`) as string,
    });
  });
});

const UNBOUND = { account: 'main', resourceType: 'Messages', options: DEFAULT_OPTIONS } as const;

const UNBOUND_ACTIVITIES: [string, (activities: Activities) => Promise<unknown>][] = [
  ['nameDays', ({ resolveDays }) => resolveDays({ ...UNBOUND, range: { lastDays: 7 }, waitedMs: 0 })],
  ['surveyArchive', ({ surveyArchive }) => surveyArchive({ ...UNBOUND, range: CHUNK, archive: '/archive' })],
  ['surveyRange', ({ surveyRange }) => surveyRange({ ...UNBOUND, range: CHUNK })],
  ['examineWorker', ({ examineWorker }) => examineWorker({ account: 'main', archives: [] })],
];

test.each<[string, (activities: Activities) => Promise<unknown>, object]>([
  ...BOUND_ACTIVITIES.map(
    ([name, call]) => [name, call, { type: 'WrongAccount', nonRetryable: false }] as [string, typeof call, object],
  ),
  ...UNBOUND_ACTIVITIES.map(
    ([name, call]) => [name, call, { type: 'BadInput', nonRetryable: true }] as [string, typeof call, object],
  ),
])('%s for an account that the worker does not serve makes no request', async (_name, call, failure) => {
  await expect(attempt({ ...BOUND, account: 'other' }, call)).rejects.toMatchObject({
    ...failure,
    message: expect.stringContaining('does not serve the account "main"') as string,
  });
});
