import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, hold } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const LONG = { jobLife: byDuration({ jobMs: 600_000 }) };
const CANCELLED = 'Workflow execution cancelled';

test('jobs whose deletion fails for ever are named, with what the export cost, within the time for it', () =>
  withSimulator(LONG, async (simulator) => {
    const options = { cancelWithinMs: 1500 };
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-03-14', options }, 2);
    simulator.faults.plan({ on: 'delete', times: Infinity, does: answer({ status: 500 }) });
    const startMs = performance.now();
    await handle.cancel();
    await expect(endOf(handle)).rejects.toThrow(CANCELLED);
    expect(performance.now() - startMs).toBeLessThan(15_000);

    const details = await currentDetails(handle);
    for (const { jobSid, startDay, endDay } of simulator.jobs()) {
      expect(details).toContain(`Job ${jobSid} (${startDay}..${endDay}) may still be running`);
    }
    expect(details).toContain('14 days of quota used.');
    expect(await handle.query('progress')).toMatchObject({ days: { submitted: 14, missing: 0 } });
    simulator.faults.clear();
  }));

test('a submission that is on its way when the export is cancelled is seen through, and its job deleted', () =>
  withSimulator(LONG, async (simulator) => {
    simulator.faults.plan({ on: 'create', after: 1, does: hold('second', 'late') });
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-03-14' }, 1);
    await simulator.faults.reached('second');
    await handle.cancel();
    simulator.faults.release('second');
    await expect(endOf(handle)).rejects.toThrow(CANCELLED);

    expect(simulator.report()).toMatchObject({ requestedDays: 14, deletedDays: 14, unfinishedDays: 0 });
    expect(await handle.query('progress')).toMatchObject({ days: { missing: 14, submitted: 0 } });
  }));

test('a submission that takes longer than the time to cancel, and ends while jobs are deleted, is not forgotten', () =>
  withSimulator(LONG, async (simulator) => {
    simulator.faults.plan({ on: 'create', after: 1, does: hold('second', 'late') });
    simulator.faults.plan({ on: 'delete', does: hold('deletion') });
    const options = { cancelWithinMs: 500 };
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-03-14', options }, 1);
    await simulator.faults.reached('second');
    await handle.cancel();
    await simulator.faults.reached('deletion');
    simulator.faults.release('second');
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 2,
    );
    await eventually(
      () => handle.query<{ jobs: unknown[] }>('progress'),
      ({ jobs }) => jobs.length === 2,
    );
    simulator.faults.release('deletion');
    await expect(endOf(handle)).rejects.toThrow(CANCELLED);

    expect(simulator.report()).toMatchObject({ deletedDays: 14, unfinishedDays: 0 });
    expect(await currentDetails(handle)).toContain('2 open jobs deleted or finished.');
  }));

test.each(['ignored', 'notFound', 'refused'] as const)(
  'jobs that have just ended, whose late deletion is %s, are over; their files are downloaded',
  (deletesTooLate) =>
    withSimulator({ jobLife: byDuration({ jobMs: 1500 }), view: { deletesTooLate } }, async (simulator) => {
      const archive = mkdtempSync(join(tmpdir(), 'dayhaul-cancel-'));
      const options = { pollMinMs: 60_000, pollMaxMs: 60_000, archive };
      const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-03-14', options }, 2);
      await eventually(
        () => simulator.jobs(),
        (jobs) => jobs.every(({ isOver }) => isOver),
      );
      const startMs = performance.now();
      await handle.cancel();
      await expect(endOf(handle)).rejects.toThrow(CANCELLED);
      expect(performance.now() - startMs).toBeLessThan(30_000);

      expect(await handle.query('progress')).toMatchObject({ days: { delivered: 14, missing: 0 } });
      expect(simulator.report().calls.delete).toBe(2);
      rmSync(archive, { recursive: true });
    }),
);

test('each job is deleted once where Twilio accepts it, and the page says so meanwhile', () =>
  withSimulator(LONG, async (simulator) => {
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-03-14' }, 2);
    simulator.faults.plan({ on: 'delete', does: hold('deletion') });
    await handle.cancel();
    await simulator.faults.reached('deletion');
    expect(await currentDetails(handle)).toContain('Cancelling: deleting its unfinished jobs at Twilio.');
    simulator.faults.release('deletion');
    await expect(endOf(handle)).rejects.toThrow(CANCELLED);
    expect(simulator.report().calls.delete).toBe(2);
  }));
