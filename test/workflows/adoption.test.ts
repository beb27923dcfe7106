import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, newAccount, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import { DAY, manualClock } from '../simulator/manual-clock';

const bench = useExportBench();
const RANGE = '2024-02-01..2024-02-10';

function createByHand(simulator: Simulator, startDay: string, endDay: string, jobMs: number): string {
  const life = byDuration({ jobMs });
  return simulator.createJob({ resourceType: 'Messages', startDay, endDay, friendlyName: 'by hand', life });
}

test('a job that somebody else runs over wanted days is adopted, told as theirs, and its days are not requested', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    createByHand(simulator, '2024-01-28', '2024-02-04', 10_000);
    const { handle } = await bench().begin(simulator, { range: RANGE }, 2);
    await eventually(
      () => currentDetails(handle),
      (details) => details.includes('created elsewhere'),
    );

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 6, adoptedDays: 4 });
    expect(simulator.submittedRanges()).toEqual(['2024-01-28..2024-02-04', '2024-02-05..2024-02-10']);
    expect(simulator.report().daysRequestedTwice).toEqual([]);
  }));

test('days of an adopted job that somebody deletes are requested, once', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    const jobSid = createByHand(simulator, '2024-02-01', '2024-02-10', 60_000);
    const { handle } = await bench().begin(simulator, { range: RANGE }, 1);
    await eventually(
      () => handle.query<{ adoptedDays: number }>('progress'),
      ({ adoptedDays }) => adoptedDays === 10,
    );
    simulator.deleteJob(jobSid);

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 10 });
    expect(simulator.report().daysRequestedTwice).toEqual([]);
  }));

test('an export that is cancelled leaves the jobs of others alone', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, async (simulator) => {
    const foreign = createByHand(simulator, '2024-02-01', '2024-02-05', 60_000);
    const { handle } = await bench().begin(simulator, { range: RANGE }, 2);
    await handle.cancel();
    await expect(endOf(handle)).rejects.toThrow('Workflow execution cancelled');

    const [others, own] = simulator.jobs();
    expect(others).toMatchObject({ jobSid: foreign, isOver: false });
    expect(own).toMatchObject({ isOver: true, deletedAtMs: expect.any(Number) as number });
    expect(await currentDetails(handle)).toContain('1 job created elsewhere left running.');
  }));

test('files that are at Twilio are taken over as long as they live; a fresh export asks for every day', () => {
  const clock = manualClock('2024-03-10T12:00:00.000Z');
  return withSimulator({ clock }, async (simulator) => {
    createByHand(simulator, '2024-02-01', '2024-02-10', 1);
    clock.advance(6 * DAY);
    const adopted = await bench().run(simulator, { range: RANGE });
    expect(adopted.outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 0, adoptedDays: 10 });

    const fresh = await bench().run(simulator, { range: RANGE, options: { fresh: true } });
    expect(fresh.outcome).toMatchObject({ days: { exported: 10 }, requestedDays: 10, adoptedDays: 0 });
  });
});

test('two exports that overlap, started together, request each day once', () =>
  withSimulator({ jobLife: byLooks(2) }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handles = await Promise.all([
      bench().start(account, { range: '2024-02-01..2024-02-20' }),
      bench().start(account, { range: '2024-02-08..2024-02-28' }),
    ]);

    const ends = await Promise.all(handles.map(endOf));
    expect(ends).toMatchObject([
      { outcome: { days: { total: 20, exported: 20 } } },
      { outcome: { days: { total: 21, exported: 21 } } },
    ]);
    expect(simulator.report()).toMatchObject({ requestedDays: 28, daysRequestedTwice: [] });
  }));
