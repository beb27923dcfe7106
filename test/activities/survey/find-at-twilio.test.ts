import { findAtTwilio, isEmptyHanded } from '../../../src/activities/survey/find-at-twilio';
import { friendlyNameOf } from '../../../src/contract/ids';
import { DAY, HOUR } from '../../domain/support/instants';
import { days } from '../../support/days';
import { createJob, withActivities, type ActivityBench } from '../support/activity-bench';

const RANGE = '2024-03-01..2024-03-03';

async function find({ attempt }: ActivityBench, options: Parameters<typeof findAtTwilio>[4] = {}, range = RANGE) {
  const { api, signal } = attempt();
  const list = await api.listJobs('Messages');
  const requester = { resourceType: 'Messages', nonce: 'mine' } as const;
  return findAtTwilio({ api, signal }, requester, list, days(range), options);
}

test('without a job over the days, the day list is not requested', () =>
  withActivities(async (bench) => {
    createJob(bench, '2024-03-04..2024-03-09');
    expect(isEmptyHanded(await find(bench))).toBe(true);
    expect(bench.requests()).toEqual(['list']);
  }));

test('the files of a finished job are read from the day list', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-02').failsForEver();
    createJob(bench, RANGE);
    bench.clock.advance(HOUR);
    expect((await find(bench)).exported).toEqual([days('2024-03-01'), days('2024-03-03')]);
    expect(bench.requests()).toEqual(['list', 'days']);
  }));

test("what an export's own finished job claims is not looked for", () =>
  withActivities(async (bench) => {
    createJob(bench, RANGE, friendlyNameOf('mine', days(RANGE), 1));
    bench.clock.advance(HOUR);
    expect(isEmptyHanded(await find(bench))).toBe(true);
    expect(bench.requests()).toEqual(['list']);
  }));

test('files outlive the job that made them', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, RANGE);
    bench.clock.advance(HOUR);
    bench.simulator.forgetJob(jobSid);
    expect(isEmptyHanded(await find(bench))).toBe(true);
    const { value: files } = await bench.attempt().api.listDays('Messages');
    expect((await find(bench, { files })).exported).toEqual([days(RANGE)]);
  }));

test('a file that expires on this UTC day is too old', () =>
  withActivities(async (bench) => {
    createJob(bench, RANGE);
    bench.clock.advance(7 * DAY - 9 * HOUR);
    expect(isEmptyHanded(await find(bench))).toBe(true);
    expect(bench.requests()).toEqual(['list', 'days']);
  }));

test('a file that was made before the lookback is too old', () =>
  withActivities(async (bench) => {
    createJob(bench, '2024-04-29');
    bench.clock.advance(2 * DAY);
    expect(isEmptyHanded(await find(bench, { lookback: 2 }, '2024-04-29'))).toBe(true);
    expect((await find(bench, { lookback: 3 }, '2024-04-29')).exported).toEqual([days('2024-04-29')]);
  }));
