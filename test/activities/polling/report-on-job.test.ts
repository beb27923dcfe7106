import { reportOnJobs } from '../../../src/activities/polling/report-on-job';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import type { JobReport } from '../../../src/domain/twilio/job-report';
import { DAY, HOUR, MINUTE, NOON } from '../../domain/support/instants';
import { named } from '../../domain/support/reports';
import { days } from '../../support/days';
import { polledJob, withActivities, type ActivityBench } from '../support/activity-bench';

const THREE_DAYS = '2024-03-01..2024-03-03';
const PATIENCE_MS = 90_000;

async function look({ attempt }: ActivityBench, job: PolledJob) {
  const { api, signal } = attempt();
  const list = await api.listJobs('Messages');
  const reports: JobReport[] = [];
  for await (const report of reportOnJobs({ api, signal }, 'Messages', list, [job], PATIENCE_MS)) reports.push(report);
  return reports[0]!;
}

test('a list that names all days needs no other request', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-02').failsForEver();
    const job = polledJob(bench, THREE_DAYS);
    bench.clock.advance(HOUR);
    expect(named(await look(bench, job))).toBe('Completed 1, 3; Failed 2');
    expect(bench.requests()).toEqual(['list']);
  }));

test('an ended job whose days the list does not name is fetched', () =>
  withActivities(async (bench) => {
    bench.simulator.setView({ daysInList: 'null' });
    bench.simulator.day('2024-03-02').failsForEver();
    const job = polledJob(bench, THREE_DAYS);
    bench.clock.advance(HOUR);
    expect(named(await look(bench, job))).toBe('Completed 1, 3; Failed 2');
    expect(bench.requests()).toEqual(['list', 'fetch']);
  }));

test('days that neither list nor fetch names are read from the day files', () =>
  withActivities(async (bench) => {
    bench.simulator.setView({ daysInList: 'null', daysInFetch: 'null' });
    bench.simulator.day('2024-03-02').failsForEver();
    const job = polledJob(bench, THREE_DAYS);
    bench.clock.advance(HOUR);
    expect(named(await look(bench, job))).toBe('Completed 1, 3; Failed 2');
    expect(bench.requests()).toEqual(['list', 'fetch', 'days']);
  }));

test('a job that Twilio does not know is unclear until the patience is over, then its days are requested again', () =>
  withActivities(async (bench) => {
    const job = polledJob(bench, THREE_DAYS);
    bench.clock.advance(30 * MINUTE);
    bench.simulator.forgetJob(job.jobSid);
    expect(await look(bench, job)).toMatchObject({ isSeen: false, statuses: [] });
    const stillUnclear = { ...job, unclearSinceMs: bench.clock() - PATIENCE_MS + 1 };
    expect((await look(bench, stillUnclear)).askAgain).toBeUndefined();
    const unclear = { ...job, unclearSinceMs: bench.clock() - PATIENCE_MS };
    const report = await look(bench, unclear);
    expect(report).toMatchObject({ isSeen: false, askAgain: 'vanished' });
    expect(named(report)).toBe('Completed 1');
  }));

test('the files of an adopted job that are about to expire are named', () =>
  withActivities(async (bench) => {
    const job = polledJob(bench, THREE_DAYS, { isAdopted: true });
    bench.clock.advance(HOUR);
    expect((await look(bench, job)).expiring).toBeUndefined();
    bench.clock.advance(7 * DAY - 10 * HOUR);
    expect(bench.clock()).toBeLessThan(NOON + 7 * DAY);
    expect((await look(bench, job)).expiring).toEqual([days(THREE_DAYS)]);
  }));
