import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantly, byDuration } from '../../simulator/jobs/job-life';
import { stateAsJson } from '../../src/cli/output/describe-state';
import { readExportState } from '../../src/client/exports/read-export-state';
import { triggerSchedule } from '../../src/client/schedules/trigger-schedule';
import type { exportDayRange } from '../../src/workflows';
import { endOf, eventually, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { nightAfter, withNights, type Nights } from './support/schedule-harness';

const bench = useExportBench();
const FIRST = '2024-06-10';
const HOUR = 3_600_000;

function withWorker(use: (nights: Nights) => Promise<void>): Promise<void> {
  return withNights(bench(), FIRST, async (nights) => {
    await bench().startWorker(nights.account, nights.simulator);
    await use(nights);
  });
}

/** Pass so many nights, the first of them so many after the first of all. */
async function passNights(nights: Nights, from: number, count: number) {
  const ends = [];
  for (let at = from; at < from + count; at++) ends.push(await nights.pass(nightAfter(FIRST, at)));
  return ends;
}

/** What an archive notes of a day that was given up. */
async function noteOn({ archive }: Nights, day: string): Promise<unknown> {
  return JSON.parse(await readFile(join(archive, 'Messages', `day=${day}`, '_missing.json'), 'utf8'));
}

/** What `status --json` prints of a run. */
async function printed({ workflowId }: { readonly workflowId: string }): Promise<object> {
  const state = await readExportState(bench().client, workflowId);
  return state ? stateAsJson(state) : {};
}

async function untilJobs({ simulator }: Nights, count: number): Promise<void> {
  await eventually(
    () => simulator.jobs().length,
    (jobs) => jobs >= count,
  );
}

test('each night exports the one day that became exportable', () =>
  withWorker(async (nights) => {
    await nights.put();
    for (const [count, { outcome }] of (await passNights(nights, 0, 4)).entries()) {
      expect(outcome).toMatchObject({ requestedDays: 1, archivedDays: count, days: { missing: 0 } });
    }
    expect(await nights.verified('2024-06-08', '2024-06-11')).toEqual({ findings: [], days: 4 });
  }));

test('without an archive a week is looked back on, by the files that are at Twilio', () =>
  withWorker(async (nights) => {
    await nights.put({ range: { lastDays: 7 } });
    const ends = await passNights(nights, 0, 9);
    expect(ends.map(({ outcome }) => outcome?.requestedDays)).toEqual([7, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(nights.simulator.report()).toMatchObject({ requestedDays: 15, daysRequestedTwice: [] });
  }));

test('without an archive, too, a cancelled, a terminated and a failed night and a week without a worker leave no gap', () =>
  withNights(bench(), FIRST, async (nights) => {
    const { account, simulator } = nights;
    const worker = await bench().startWorker(account, simulator);
    await nights.put({ range: { lastDays: 7 }, options: { maxAttempts: 1 } });
    await nights.pass(nightAfter(FIRST, 0));
    const fallSlowly = async (count: number) => {
      const jobs = simulator.jobs().length;
      simulator.setJobLife(byDuration({ jobMs: HOUR }));
      const run = await nights.fall(nightAfter(FIRST, count));
      await untilJobs(nights, jobs + 1);
      simulator.setJobLife(instantly());
      return run;
    };
    const cancelled = await fallSlowly(1);
    await cancelled.cancel();
    await expect(cancelled.result()).rejects.toThrow(/cancelled/i);
    await nights.pass(nightAfter(FIRST, 2));
    const terminated = await fallSlowly(3);
    await terminated.terminate('somebody pressed the button');
    simulator.day('2024-06-12').fails(1);
    expect((await nights.pass(nightAfter(FIRST, 4))).failure?.type).toBe('DaysMissing');
    await nights.pass(nightAfter(FIRST, 5));
    await worker.stop();
    const waiting = await nights.fall(nightAfter(FIRST, 6));
    for (let count = 7; count < 12; count++) await nights.fall(nightAfter(FIRST, count), 'SKIP');
    await bench().startWorker(account, simulator);
    expect((await endOf(waiting)).outcome).toMatchObject({ requestedDays: 6 });

    expect(simulator.report()).toMatchObject({
      daysRequestedTwice: [],
      exportedDays: 7 + 11,
      failedDays: 0,
      deletedDays: 0,
    });
  }));

test('without an archive, days before the week that no run reached are named, once', () =>
  withWorker(async (nights) => {
    await nights.put({ range: { lastDays: 7 } });
    await nights.pass(FIRST);
    const late = await nights.fall(nightAfter(FIRST, 14));
    const { failure } = await endOf(late);
    expect(failure).toMatchObject({
      type: 'DaysUnseen',
      message: expect.stringContaining('2024-06-09..2024-06-15 in time: export 7 days by hand.') as string,
    });
    expect(await printed(late)).toMatchObject({
      state: 'failed',
      days: { total: 7, exported: 7 },
      requestedDays: 7,
    });
    expect((await nights.pass(nightAfter(FIRST, 15))).outcome).toMatchObject({ requestedDays: 1 });
  }));

test('a backfill of many nights exports what there is once', () =>
  withWorker(async (nights) => {
    await nights.put();
    nights.setClock('2024-06-20T12:00:00Z');
    await bench()
      .client.schedule.getHandle(nights.scheduleId)
      .backfill({
        start: new Date('2024-06-09T12:00:00Z'),
        end: new Date('2024-06-20T12:00:00Z'),
        overlap: 'BUFFER_ALL',
      });
    const ends = [];
    for (let count = 0; count < 11; count++) ends.push(nights.endOf(nightAfter(FIRST, count)));
    const requested = (await Promise.all(ends)).map(({ outcome }) => outcome?.requestedDays);
    expect(requested.sort((one = 0, other = 0) => one - other)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11]);
    expect(await nights.verified('2024-06-08', '2024-06-18')).toEqual({ findings: [], days: 11 });
    expect(nights.simulator.report()).toMatchObject({ requestedDays: 11, daysRequestedTwice: [] });
  }));

test('with a lookback each day is exported once more, so many days later, however the nights fall', () =>
  withWorker(async (nights) => {
    await nights.put({ options: { lookback: 2 } });
    const ends = await passNights(nights, 0, 4);
    expect(ends.map(({ outcome }) => outcome?.requestedDays)).toEqual([1, 1, 2, 2]);
    const { workflowId = '' } = await triggerSchedule(bench().client, nights.scheduleId);
    const again = bench().client.workflow.getHandle<typeof exportDayRange>(workflowId);
    expect((await endOf(again)).outcome).toMatchObject({ requestedDays: 0, archivedDays: 4 });

    const late = await nights.pass(nightAfter(FIRST, 10));
    expect(late.outcome?.requestedDays).toBe(2 + 7);
    const after = await nights.pass(nightAfter(FIRST, 13));
    expect(after.outcome?.requestedDays).toBe(2 + 3);
  }));

test('a day that fails is asked for once a night for seven nights, then never by itself, and holds no night up', () =>
  withWorker(async (nights) => {
    const { simulator } = nights;
    await nights.put({ options: { maxAttempts: 3 } });
    simulator.day('2024-06-09').failsForEver();
    const poison = () => simulator.dayRequests().filter(({ day }) => day === '2024-06-09').length;
    const asked: number[] = [];
    for (let night = 0; night < 12; night++) {
      const { failure } = await nights.pass(nightAfter(FIRST, night));
      expect(failure?.type).toBe(night === 0 ? undefined : 'DaysMissing');
      asked.push(poison());
      if (night === 1) {
        expect(await noteOn(nights, '2024-06-09')).toMatchObject({
          reason: 'exhausted',
          attempts: 3,
          nights: 0,
          nextTryAt: '2024-06-12T00:00:00.000Z',
        });
      }
    }
    expect(asked).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10]);
    expect(await noteOn(nights, '2024-06-09')).not.toHaveProperty('nextTryAt');
    expect(simulator.report()).toMatchObject({ requestedDays: 11 + 10, failedDays: 1 });

    simulator.day('2024-06-09').fails(0);
    const { archive, account } = nights;
    const byHand = await bench().start(account, { range: '2024-06-09..2024-06-09', options: { archive } });
    expect((await endOf(byHand)).outcome).toMatchObject({ days: { delivered: 1 } });
    expect((await nights.pass(nightAfter(FIRST, 12))).outcome).toMatchObject({ requestedDays: 1 });
    expect(await nights.verified('2024-06-08', '2024-06-20')).toEqual({ findings: [], days: 13 });
  }));

test('a job that does not move is left to the next night, which exports its own days besides', () =>
  withWorker(async (nights) => {
    const { simulator } = nights;
    await nights.put();
    simulator.setJobLife(byDuration({ jobMs: HOUR, queueMs: 60 * HOUR }));
    const first = await nights.fall(FIRST);
    await untilJobs(nights, 1);
    simulator.setJobLife(instantly());
    nights.setClock('2024-06-11T00:00:00Z');
    const { failure } = await endOf(first);
    const [job] = simulator.jobs();
    expect(failure).toMatchObject({
      type: 'DaysOpen',
      message: expect.stringContaining(`2024-06-08 (${job?.jobSid ?? ''})`) as string,
    });
    expect(await printed(first)).toMatchObject({
      state: 'failed',
      days: { total: 1, submitted: 1 },
      requestedDays: 1,
    });

    const second = await nights.fall('2024-06-11');
    await untilJobs(nights, 2);
    nights.setClock('2024-06-12T00:00:00Z');
    expect((await endOf(second)).failure?.type).toBe('DaysOpen');
    expect(await nights.verified('2024-06-09', '2024-06-09')).toEqual({ findings: [], days: 1 });

    const third = await nights.fall('2024-06-12');
    await untilJobs(nights, 3);
    nights.setClock('2024-06-12T18:00:00Z');
    expect((await endOf(third)).outcome).toMatchObject({ days: { delivered: 3, missing: 0 } });
    expect(simulator.report()).toMatchObject({ requestedDays: 3, daysRequestedTwice: [] });
  }));

test('some of the quota is kept for the nights of an account that has a schedule', () =>
  withNights(bench(), FIRST, async (nights) => {
    const { account, simulator } = nights;
    await bench().startWorker(account, simulator, { quota: { days: 13, reserve: undefined } });
    await nights.put();
    const byHand = await bench().start(account, { range: '2024-03-01..2024-03-13' });
    const waiting = await eventually(
      () => pendingMessages(byHand),
      (messages) => messages.some((message) => message.includes('quota')),
    );
    expect(waiting.join()).toContain('The quota of 2024-06-10 is spent: 3 days were requested.');

    expect((await nights.pass(FIRST)).outcome).toMatchObject({ requestedDays: 1, days: { delivered: 1 } });
    expect(simulator.report()).toMatchObject({ requestedDays: 4 });
  }));
