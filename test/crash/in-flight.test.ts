import { hold } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withHarness } from './support/harness';

jest.setTimeout(240_000);

test('two exports that overlap, started together, one worker killed under them: each day is requested once', () =>
  withHarness(
    async (harness) => {
      const { simulator } = harness;
      const [one, two] = await Promise.all([
        harness.begin('--from 2024-03-01 --to 2024-04-30 --days-per-chunk 10'),
        harness.begin('--from 2024-03-16 --to 2024-05-31 --days-per-chunk 10'),
      ]);
      await eventually(
        () => simulator.jobs().length,
        (made) => made >= 4,
      );
      await harness.killWorker();
      await harness.startWorker();

      expect(await harness.endOf(one)).toMatchObject({ state: 'completed', days: { exported: 61 } });
      expect(await harness.endOf(two)).toMatchObject({ state: 'completed', days: { exported: 77 } });
      expect(simulator.report()).toMatchObject({ requestedDays: 92, daysRequestedTwice: [], unfinishedDays: 0 });
    },
    { simulator: { jobLife: byDuration({ jobMs: 1000 }) } },
  ));

test('an export with ten jobs in flight is cancelled, the worker killed on the way: none is left unfinished', () =>
  withHarness(
    async (harness) => {
      const { simulator } = harness;
      const workflowId = await harness.begin('--from 2024-03-01 --to 2024-04-30 --days-per-chunk 6 --open-jobs 10');
      await eventually(
        () => simulator.jobs().length,
        (made) => made === 10,
      );
      simulator.faults.plan({ on: 'delete', after: 4, does: hold('delete') });
      await (await harness.client()).workflow.getHandle(workflowId).cancel();
      await simulator.faults.reached('delete');
      await harness.killWorker();
      simulator.faults.release();
      await harness.startWorker();

      const end = await harness.endOf(workflowId);
      expect(end).toMatchObject({ state: 'cancelled', days: { total: 61, missing: 61 }, requestedDays: 60 });
      expect(simulator.report()).toMatchObject({ unfinishedDays: 0, deletedDays: 60, requestedDays: 60 });
    },
    { simulator: { jobLife: byDuration({ jobMs: 600_000 }) } },
  ));
