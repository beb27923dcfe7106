import { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { scheduleWatch } from '../../../src/activities/submission/has-schedule';
import { scheduleIdOf } from '../../../src/contract/ids';
import { newAccount, useExportBench } from '../../support/export-bench';
import { temporalTest as test } from '../../support/temporal-test';

const bench = useExportBench();

/** What a watch answers in an activity of a worker. */
function within(watch: () => Promise<boolean>, client = bench().client): Promise<boolean> {
  return new MockActivityEnvironment({}, { client }).run(watch);
}

/** A paused schedule of an account for one resource type. */
function createSchedule(account: string) {
  return bench().client.schedule.create({
    scheduleId: scheduleIdOf(account, 'Calls'),
    spec: { intervals: [{ every: '1 day' }] },
    action: { type: 'startWorkflow', workflowType: 'exportDayRange', taskQueue: account },
    state: { paused: true },
  });
}

test('a schedule of any resource type counts, one of another account does not', async () => {
  const account = newAccount();
  await createSchedule(account);
  expect(await within(scheduleWatch(account))).toBe(true);
  expect(await within(scheduleWatch(newAccount()))).toBe(false);
});

test('an answer holds for a while, so that Temporal is not called for each reservation', async () => {
  const account = newAccount();
  const watch = scheduleWatch(account);
  expect(await within(watch)).toBe(false);
  await createSchedule(account);
  expect(await within(watch)).toBe(false);
  expect(await within(scheduleWatch(account))).toBe(true);
});

test('a Temporal that does not answer has no schedule, for ten seconds only, and takes none away', async () => {
  const account = newAccount();
  await createSchedule(account);
  const elsewhere = new Client({ connection: bench().client.connection, namespace: 'missing' });
  const watch = scheduleWatch(account);
  const now = jest.spyOn(performance, 'now');
  const pass = (ms: number) => now.mockReturnValue(performance.now() + ms);
  expect(await within(watch, elsewhere)).toBe(false);
  pass(11_000);
  expect(await within(watch)).toBe(true);
  pass(601_000);
  expect(await within(watch, elsewhere)).toBe(true);
  now.mockRestore();
});
