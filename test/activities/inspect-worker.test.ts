import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answer } from '../../simulator/faults/fault';
import { useFolders } from '../archive/support/archive-places';
import { NOON } from '../domain/support/instants';
import { VERSION } from '../../src/version';
import { ACCOUNT, failureOf, withActivities } from './support/activity-bench';

const { newFolder } = useFolders();

test('a worker reports its version, its account, its quota and both clocks', () =>
  withActivities(async ({ activities, binding }) => {
    const before = Date.now();
    const examination = await activities().examineWorker({ account: ACCOUNT, archives: [] });
    expect(examination).toMatchObject({
      version: VERSION,
      accountSid: binding.accountSid,
      origin: binding.origin,
      quota: { group: ACCOUNT, days: 366 },
      twilio: { nowMs: NOON },
      archives: [],
    });
    expect(examination.workerMs).toBeGreaterThanOrEqual(before);
    expect(examination.workerMs).toBeLessThanOrEqual(Date.now());
  }));

test.each([401, 503])('a %i of Twilio is a finding, not a failure', (status) =>
  withActivities(async ({ activities, simulator }) => {
    simulator.faults.plan({ on: 'list', does: answer({ status }) });
    const { twilio } = await activities().examineWorker({ account: ACCOUNT, archives: [] });
    expect(twilio.problem).toContain(String(status));
  }),
);

test('each archive is tried, and says what is wrong with it', () =>
  withActivities(async ({ activities }) => {
    const folder = await newFolder();
    const file = join(folder, 'file');
    await writeFile(file, '');
    const { archives } = await activities().examineWorker({ account: ACCOUNT, archives: [join(folder, 'archive'), file, 's3://'] });
    expect(archives).toMatchObject([
      { place: join(folder, 'archive'), limits: [] },
      { place: file, problem: expect.stringContaining(file) as string },
      { place: 's3://', problem: expect.any(String) as string },
    ]);
    expect(archives[0]?.problem).toBeUndefined();
  }));

test('an error of another kind is not hidden among the findings', () =>
  withActivities(async ({ activities }) => {
    const openArchive = () => {
      throw new TypeError('A defect.');
    };
    const archives = ['/archive'];
    await expect(activities({ openArchive }).examineWorker({ account: ACCOUNT, archives })).rejects.toThrow(TypeError);
  }));

test('an account that the worker does not serve is a failure', () =>
  withActivities(async ({ activities }) => {
    const failure = await failureOf(activities().examineWorker({ account: 'other', archives: [] }));
    expect(failure.type).toBe('BadInput');
  }));
