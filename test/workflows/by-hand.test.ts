import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { byDuration } from '../../simulator/jobs/job-life';
import { taskQueueOf } from '../../src/contract/ids';
import { quotaStart } from '../../src/client/call-quota';
import { endOf, eventually, newAccount, useExportBench, type ExportHandle } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const RANGE = { startDay: '2024-03-01', endDay: '2024-03-04' };

/** Start an export as the Temporal UI or a Python client does: with any JSON, or with none. */
async function startByHand(account: string, ...args: unknown[]): Promise<ExportHandle> {
  return await bench().client.workflow.start('exportDayRange', {
    workflowId: `by-hand-${account}`,
    taskQueue: taskQueueOf(account),
    args,
  });
}

async function refusalOf(handle: WorkflowHandle, update: string, ...args: unknown[]): Promise<string> {
  const error: unknown = await handle.executeUpdate(update, { args: args as [unknown] }).catch((reason: unknown) => reason);
  if (!(error instanceof WorkflowUpdateFailedError)) throw new Error(`Not refused: ${JSON.stringify(error)}`);
  expect(error.cause).toBeInstanceOf(ApplicationFailure);
  expect((error.cause as ApplicationFailure).type).toBe('BadInput');
  return error.cause?.message ?? '';
}

test.each<[string, (account: string) => unknown[], RegExp[]]>([
  ['no input', () => [], [/The input must be an object, such as/]],
  ['null', () => [null], [/The input must be an object/]],
  ['an empty object', () => [{}], [/The account must be a label/, /Unknown resource type/, /not a calendar day/]],
  ['null for a range', (account) => [{ account, range: null }], [/The range must be an object/]],
  [
    'null for options',
    (account) => [{ account, resourceType: 'Messages', range: RANGE, options: { archive: null, pollMinMs: null, fresh: null } }],
    [/--archive must be/, /--poll-min must be/, /--fresh must be true or false/],
  ],
  [
    'unknown options and fields',
    (account) => [{ account, resourceType: 'Messages', range: RANGE, options: { openJob: 1 }, option: {} }],
    [/Unknown option "openJob"/, /unknown field "option"/],
  ],
  [
    'the account of another worker',
    () => [{ account: 'other', resourceType: 'Messages', range: RANGE }],
    [/does not serve the account "other". Start the export on task queue dayhaul-other/],
  ],
  [
    'the state of a run',
    (account) => [{ account, resourceType: 'Messages', range: RANGE, carried: {} }],
    [/unknown field "carried"/],
  ],
  [
    'earlier days that are broken',
    (account) => [
      {
        account,
        resourceType: 'Messages',
        range: RANGE,
        earlier: { startDay: '2024-03-01', values: [{ state: 'exported' }], runs: [1, 4] },
      },
    ],
    [/input.earlier.runs/],
  ],
])('an export that is started with %s fails at once, with every problem', async (_name, input, problems) =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handle = await startByHand(account, ...input(account));
    const { failure } = await endOf(handle);
    expect(failure?.type).toBe('BadInput');
    for (const problem of problems) expect(failure?.message).toMatch(problem);
    expect(simulator.requests()).toEqual([]);
  }),
);

test('updates by hand are refused with each problem; a pause needs no argument; the export never stops', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 1000 }) }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handle = await startByHand(account, {
      account,
      resourceType: 'Messages',
      range: RANGE,
      options: { daysPerChunk: 1, openJobs: 1, pollMinMs: 50, pollMaxMs: 250, ambiguityWaitMs: 400 },
    });
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs > 0,
    );
    await handle.executeUpdate('pause');

    expect(await refusalOf(handle, 'pause', { reason: 7, why: 'x' })).toMatch(/reason must be a text.*"why"/);
    expect(await refusalOf(handle, 'pause', null)).toMatch(/must be an object with by, reason, not null/);
    expect(await refusalOf(handle, 'changeSettings')).toMatch(/No option to change/);
    expect(await refusalOf(handle, 'changeSettings', null)).toMatch(/No option to change/);
    expect(await refusalOf(handle, 'changeSettings', { openJobs: null, pollMaxMs: '5m' })).toMatch(
      /--open-jobs must be.*--poll-max must be/,
    );
    expect(await refusalOf(handle, 'changeSettings', { openJob: 2, fresh: true })).toMatch(
      /Unknown option "openJob".*--fresh cannot be changed/,
    );
    expect(await refusalOf(handle, 'resubmit')).toMatch(/The argument is missing/);
    expect(await refusalOf(handle, 'resubmit', { ranges: [{ startDay: '2024-03-01' }] })).toMatch(
      /id is missing.*ranges\[0\] must be a range/,
    );

    expect(await refusalOf(handle, 'jobDeletion', { reason: 7 })).toMatch(/jobSid is missing.*reason must be a text/);

    await handle.executeUpdate('resume', { args: ['x'] });
    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 4 } });
    const { events } = await handle.fetchHistory();
    expect(events?.filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
  }));

test('calls to a quota by hand are refused with each problem, and it keeps answering', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handle = await bench().client.workflow.start('dayQuota', { ...quotaStart(account), args: [] });

    expect(await refusalOf(handle, 'call')).toMatch(/The argument is missing/);
    expect(await refusalOf(handle, 'call', [{ call: 'close' }])).toMatch(/call must be one of "reserve",/);
    expect(await refusalOf(handle, 'call', [{ call: 'reserve' }])).toMatch(/request is missing/);
    expect(await refusalOf(handle, 'call', [{ call: 'setLimit', limit: null }])).toMatch(/from 1 to 366/);
    expect(await refusalOf(handle, 'call', [{ call: 'setLimit', limit: -1 }])).toMatch(/from 1 to 366/);
    expect(await refusalOf(handle, 'call', [{ call: 'settle', reservation: {}, jobSid: 1, endsAtMs: 1e20 }])).toMatch(
      /nonce is missing.*reservationNumber is missing.*jobSid must be.*endsAtMs must be/,
    );
    expect(await refusalOf(handle, 'call', [{ call: 'closeDay', utcDay: '2024-02-30', why: 'x' }])).toMatch(/utcDay must be a day/);
    expect(await refusalOf(handle, 'call', [{ call: 'closeDay', utcDay: '2999-01-01', why: 'x' }])).toMatch(/has not begun/);

    await handle.executeUpdate('call', { args: [[{ call: 'setLimit', limit: 'none' }]] });
    expect(await handle.query('quota')).toMatchObject({ limit: 'none', grantedDays: 0 });
  }));
