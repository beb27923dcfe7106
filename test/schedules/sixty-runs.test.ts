import { byDuration, instantly } from '../../simulator/jobs/job-life';
import { triggerSchedule } from '../../src/client/schedules/trigger-schedule';
import { endOf, eventually, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { dateAfter, withSchedule } from './support/schedule-harness';

const bench = useExportBench();
const FIRST = '2024-01-20';
const HOUR = 3_600_000;

/** The nights over which a summer time begins in Europe and in North America are among them. */
const NIGHTS = 64;

test('over sixty-four nights with every kind of mishap no day is missing, and none is asked for twice', () =>
  withSchedule(bench(), FIRST, async (harness) => {
    const { simulator, account, scheduleId } = harness;
    const { client } = bench();
    const schedule = client.schedule.getHandle(scheduleId);
    const date = (count: number) => dateAfter(FIRST, count);
    const untilJobs = (jobs: number) =>
      eventually(
        () => simulator.jobs().length,
        (there) => there >= jobs,
      );
    const fallAndSubmit = async (count: number) => {
      const jobs = simulator.jobs().length;
      const run = await harness.fall(date(count));
      await untilJobs(jobs + 1);
      return run;
    };
    const fallSlowly = async (count: number) => {
      simulator.setJobLife(byDuration({ jobMs: HOUR }));
      const run = await fallAndSubmit(count);
      simulator.setJobLife(instantly());
      return run;
    };
    let worker = await bench().startWorker(account, simulator);
    await harness.put();

    const mishaps: Record<number, () => Promise<number>> = {
      // two weeks without a worker: the first of them waits, the others are skipped
      5: async () => {
        await worker.stop();
        const waiting = await harness.fall(date(5));
        for (let count = 6; count < 19; count++) await harness.fall(date(count), 'SKIP');
        worker = await bench().startWorker(account, simulator);
        expect((await endOf(waiting)).outcome?.requestedDays).toBe(14);
        return 14;
      },
      // the schedule is paused for four nights, and goes on when it is resumed
      22: async () => {
        await schedule.pause('somebody needs the quota');
        await harness.put();
        const { state } = await schedule.describe();
        expect(state).toMatchObject({ paused: true, note: 'somebody needs the quota' });
        await schedule.unpause();
        return 4;
      },
      // a cancelled night
      28: async () => {
        const run = await fallSlowly(28);
        await run.cancel();
        await expect(run.result()).rejects.toThrow(/cancelled/i);
        return 1;
      },
      // a terminated one
      31: async () => {
        const run = await fallSlowly(31);
        await run.terminate('somebody pressed the button');
        harness.setClock(`${date(31)}T12:00:00Z`);
        return 1;
      },
      // a night that fails, with a day that succeeds on the next
      34: async () => {
        simulator.day(dateAfter(FIRST, 32)).fails(3);
        expect((await harness.pass(date(34))).failure?.type).toBe('DaysMissing');
        return 1;
      },
      // a trigger by hand, after the night and beside it
      37: async () => {
        await harness.pass(date(37));
        const { workflowId = '', isNew } = await triggerSchedule(client, scheduleId);
        expect(isNew).toBe(true);
        await client.workflow.getHandle(workflowId).result();
        const run = await fallSlowly(38);
        expect(await triggerSchedule(client, scheduleId)).toEqual({ workflowId: run.workflowId, isNew: false });
        harness.setClock(`${date(38)}T05:00:00Z`);
        await run.result();
        return 2;
      },
      // the schedule is deleted and made again
      41: async () => {
        await schedule.delete();
        await harness.put();
        await harness.pass(date(41));
        return 1;
      },
      // a job that does not move for two days
      44: async () => {
        simulator.setJobLife(byDuration({ jobMs: HOUR, queueMs: 48 * HOUR }));
        const stuck = await fallAndSubmit(44);
        simulator.setJobLife(instantly());
        harness.setClock(`${date(44)}T23:59:00Z`);
        expect((await endOf(stuck)).failure?.type).toBe('DaysOpen');
        const second = await fallAndSubmit(45);
        harness.setClock(`${date(45)}T23:59:00Z`);
        expect((await endOf(second)).failure?.type).toBe('DaysOpen');
        const third = await fallAndSubmit(46);
        harness.setClock(`${date(46)}T06:00:00Z`);
        expect((await endOf(third)).outcome?.days.missing).toBe(0);
        return 3;
      },
      // several nights again, all at once, from the Temporal UI
      48: async () => {
        harness.setClock(`${date(50)}T03:00:00Z`);
        await schedule.backfill({
          start: new Date(`${date(47)}T12:00:00Z`),
          end: new Date(`${date(50)}T12:00:00Z`),
          overlap: 'BUFFER_ALL',
        });
        await Promise.all([48, 49, 50].map((count) => harness.endOf(date(count))));
        return 3;
      },
    };

    for (let count = 0; count < NIGHTS;) {
      const passed = await mishaps[count]?.();
      if (!passed) await harness.pass(date(count));
      count += passed ?? 1;
    }

    expect(await harness.verified('2024-01-18', dateAfter(FIRST, NIGHTS - 3))).toEqual({ findings: [], days: NIGHTS });
    expect(simulator.report()).toMatchObject({ daysRequestedTwice: [], failedDays: 0, unfinishedDays: 0 });
  }));
