import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantly, byDuration } from '../../simulator/jobs/job-life';
import { stateAsJson } from '../../src/cli/output/describe-state';
import { readExportState } from '../../src/client/exports/read-export-state';
import { triggerSchedule } from '../../src/client/schedules/trigger-schedule';
import type { exportDayRange } from '../../src/workflows';
import { endOf, eventually, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { dateAfter, withSchedule, type ScheduleHarness } from './support/schedule-harness';

const bench = useExportBench();
const FIRST = '2024-06-10';
const HOUR = 3_600_000;

function withWorker(use: (harness: ScheduleHarness) => Promise<void>): Promise<void> {
  return withSchedule(bench(), FIRST, async (harness) => {
    await bench().startWorker(harness.account, harness.simulator);
    await use(harness);
  });
}

/** Pass so many nights, the first of them so many after the first of all. */
async function runDates(harness: ScheduleHarness, from: number, count: number) {
  const ends = [];
  for (let at = from; at < from + count; at++) ends.push(await harness.pass(dateAfter(FIRST, at)));
  return ends;
}

/** What an archive notes of a day that was given up. */
async function noteOn({ archive }: ScheduleHarness, day: string): Promise<unknown> {
  return JSON.parse(await readFile(join(archive, 'Messages', `day=${day}`, '_missing.json'), 'utf8'));
}

/** What `status --json` prints of a run. */
async function printed({ workflowId }: { readonly workflowId: string }): Promise<object> {
  const state = await readExportState(bench().client, workflowId);
  return state ? stateAsJson(state) : {};
}

async function untilJobs({ simulator }: ScheduleHarness, count: number): Promise<void> {
  await eventually(
    () => simulator.jobs().length,
    (jobs) => jobs >= count,
  );
}

test('each night exports the one day that became exportable', () =>
  withWorker(async (harness) => {
    await harness.put();
    for (const [count, { outcome }] of (await runDates(harness, 0, 4)).entries()) {
      expect(outcome).toMatchObject({ requestedDays: 1, archivedDays: count, days: { missing: 0 } });
    }
    expect(await harness.verified('2024-06-08', '2024-06-11')).toEqual({ findings: [], days: 4 });
  }));

test('without an archive a week is looked back on, by the files that are at Twilio', () =>
  withWorker(async (harness) => {
    await harness.put({ range: { lastDays: 7 } });
    const ends = await runDates(harness, 0, 9);
    expect(ends.map(({ outcome }) => outcome?.requestedDays)).toEqual([7, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(harness.simulator.report()).toMatchObject({ requestedDays: 15, daysRequestedTwice: [] });
  }));

test('without an archive, too, a cancelled, a terminated and a failed night and a week without a worker leave no gap', () =>
  withSchedule(bench(), FIRST, async (harness) => {
    const { account, simulator } = harness;
    const worker = await bench().startWorker(account, simulator);
    await harness.put({ range: { lastDays: 7 }, options: { maxAttempts: 1 } });
    await harness.pass(dateAfter(FIRST, 0));
    const fallSlowly = async (count: number) => {
      const jobs = simulator.jobs().length;
      simulator.setJobLife(byDuration({ jobMs: HOUR }));
      const run = await harness.fall(dateAfter(FIRST, count));
      await untilJobs(harness, jobs + 1);
      simulator.setJobLife(instantly());
      return run;
    };
    const cancelled = await fallSlowly(1);
    await cancelled.cancel();
    await expect(cancelled.result()).rejects.toThrow(/cancelled/i);
    await harness.pass(dateAfter(FIRST, 2));
    const terminated = await fallSlowly(3);
    await terminated.terminate('somebody pressed the button');
    simulator.day('2024-06-12').fails(1);
    expect((await harness.pass(dateAfter(FIRST, 4))).failure?.type).toBe('DaysMissing');
    await harness.pass(dateAfter(FIRST, 5));
    await worker.stop();
    const waiting = await harness.fall(dateAfter(FIRST, 6));
    for (let count = 7; count < 12; count++) await harness.fall(dateAfter(FIRST, count), 'SKIP');
    await bench().startWorker(account, simulator);
    expect((await endOf(waiting)).outcome).toMatchObject({ requestedDays: 6 });

    expect(simulator.report()).toMatchObject({ daysRequestedTwice: [], exportedDays: 7 + 11, failedDays: 0, deletedDays: 0 });
  }));

test('without an archive, days before the week that no run reached are named, once', () =>
  withWorker(async (harness) => {
    await harness.put({ range: { lastDays: 7 } });
    await harness.pass(FIRST);
    const late = await harness.fall(dateAfter(FIRST, 14));
    const { failure } = await endOf(late);
    expect(failure).toMatchObject({
      type: 'DaysUncovered',
      message: expect.stringContaining('Not covered: 2024-06-09..2024-06-15 (7 days).') as string,
    });
    expect(await printed(late)).toMatchObject({ state: 'failed', days: { total: 7, exported: 7 }, requestedDays: 7 });
    expect((await harness.pass(dateAfter(FIRST, 15))).outcome).toMatchObject({ requestedDays: 1 });
  }));

test('a backfill of many nights exports what there is once', () =>
  withWorker(async (harness) => {
    await harness.put();
    harness.setClock('2024-06-20T12:00:00Z');
    await bench()
      .client.schedule.getHandle(harness.scheduleId)
      .backfill({ start: new Date('2024-06-09T12:00:00Z'), end: new Date('2024-06-20T12:00:00Z'), overlap: 'BUFFER_ALL' });
    const ends = [];
    for (let count = 0; count < 11; count++) ends.push(harness.endOf(dateAfter(FIRST, count)));
    const requested = (await Promise.all(ends)).map(({ outcome }) => outcome?.requestedDays);
    expect(requested.sort((one = 0, other = 0) => one - other)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11]);
    expect(await harness.verified('2024-06-08', '2024-06-18')).toEqual({ findings: [], days: 11 });
    expect(harness.simulator.report()).toMatchObject({ requestedDays: 11, daysRequestedTwice: [] });
  }));

test('with a lookback each day is exported once more, so many days later, however the nights fall', () =>
  withWorker(async (harness) => {
    await harness.put({ options: { lookback: 2 } });
    const ends = await runDates(harness, 0, 4);
    expect(ends.map(({ outcome }) => outcome?.requestedDays)).toEqual([1, 1, 2, 2]);
    const { workflowId = '' } = await triggerSchedule(bench().client, harness.scheduleId);
    const again = bench().client.workflow.getHandle<typeof exportDayRange>(workflowId);
    expect((await endOf(again)).outcome).toMatchObject({ requestedDays: 0, archivedDays: 4 });

    const late = await harness.pass(dateAfter(FIRST, 10));
    expect(late.outcome?.requestedDays).toBe(2 + 7);
    const after = await harness.pass(dateAfter(FIRST, 13));
    expect(after.outcome?.requestedDays).toBe(2 + 3);
  }));

test('a day that fails is asked for once a night for seven nights, then never by itself, and holds no night up', () =>
  withWorker(async (harness) => {
    const { simulator } = harness;
    await harness.put({ options: { maxAttempts: 3 } });
    simulator.day('2024-06-09').failsForEver();
    const poison = () => simulator.dayRequests().filter(({ day }) => day === '2024-06-09').length;
    const asked: number[] = [];
    for (let date = 0; date < 12; date++) {
      const { failure } = await harness.pass(dateAfter(FIRST, date));
      expect(failure?.type).toBe(date === 0 ? undefined : 'DaysMissing');
      asked.push(poison());
      if (date === 1) {
        expect(await noteOn(harness, '2024-06-09')).toMatchObject({
          reason: 'exhausted',
          attempts: 3,
          retries: 0,
          nextTryAt: '2024-06-12T00:00:00.000Z',
        });
      }
    }
    expect(asked).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10]);
    expect(await noteOn(harness, '2024-06-09')).not.toHaveProperty('nextTryAt');
    expect(simulator.report()).toMatchObject({ requestedDays: 11 + 10, failedDays: 1 });

    simulator.day('2024-06-09').fails(0);
    const { archive, account } = harness;
    const byHand = await bench().start(account, { range: '2024-06-09..2024-06-09', options: { archive } });
    expect((await endOf(byHand)).outcome).toMatchObject({ days: { delivered: 1 } });
    expect((await harness.pass(dateAfter(FIRST, 12))).outcome).toMatchObject({ requestedDays: 1 });
    expect(await harness.verified('2024-06-08', '2024-06-20')).toEqual({ findings: [], days: 13 });
  }));

test('a job that does not move is left to the next night, which exports its own days besides', () =>
  withWorker(async (harness) => {
    const { simulator } = harness;
    await harness.put();
    simulator.setJobLife(byDuration({ jobMs: HOUR, queueMs: 60 * HOUR }));
    const first = await harness.fall(FIRST);
    await untilJobs(harness, 1);
    simulator.setJobLife(instantly());
    harness.setClock('2024-06-11T00:00:00Z');
    const { failure } = await endOf(first);
    const [job] = simulator.jobs();
    expect(failure).toMatchObject({
      type: 'DaysOpen',
      message: expect.stringContaining(`2024-06-08 (${job?.jobSid ?? ''})`) as string,
    });
    expect(await printed(first)).toMatchObject({ state: 'failed', days: { total: 1, submitted: 1 }, requestedDays: 1 });

    const second = await harness.fall('2024-06-11');
    await untilJobs(harness, 2);
    harness.setClock('2024-06-12T00:00:00Z');
    expect((await endOf(second)).failure?.type).toBe('DaysOpen');
    expect(await harness.verified('2024-06-09', '2024-06-09')).toEqual({ findings: [], days: 1 });

    const third = await harness.fall('2024-06-12');
    await untilJobs(harness, 3);
    harness.setClock('2024-06-12T18:00:00Z');
    expect((await endOf(third)).outcome).toMatchObject({ days: { delivered: 3, missing: 0 } });
    expect(simulator.report()).toMatchObject({ requestedDays: 3, daysRequestedTwice: [] });
  }));

test('some of the quota is kept for the nights of an account that has a schedule', () =>
  withSchedule(bench(), FIRST, async (harness) => {
    const { account, simulator } = harness;
    await bench().startWorker(account, simulator, { quota: { days: 13, reserve: undefined } });
    await harness.put();
    const byHand = await bench().start(account, { range: '2024-03-01..2024-03-13' });
    const waiting = await eventually(
      () => pendingMessages(byHand),
      (messages) => messages.some((message) => message.includes('quota')),
    );
    expect(waiting.join()).toContain('Waiting for quota: 3 of 13 days requested on 2024-06-10 (UTC), 10 reserved for schedules.');

    expect((await harness.pass(FIRST)).outcome).toMatchObject({ requestedDays: 1, days: { delivered: 1 } });
    expect(simulator.report()).toMatchObject({ requestedDays: 4 });
  }));
