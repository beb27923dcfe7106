import { hold } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { onStage } from './support/harness';

jest.setTimeout(240_000);

test('two exports that overlap, started together, one worker killed under them: each day is requested once', () =>
  onStage(
    async (stage) => {
      const { simulator } = stage;
      const [one, two] = await Promise.all([
        stage.begin('--from 2024-03-01 --to 2024-04-30 --days-per-chunk 10'),
        stage.begin('--from 2024-03-16 --to 2024-05-31 --days-per-chunk 10'),
      ]);
      await eventually(
        () => simulator.jobs().length,
        (made) => made >= 4,
      );
      await stage.killWorker();
      await stage.startWorker();

      expect(await stage.endOf(one)).toMatchObject({ state: 'completed', days: { exported: 61 } });
      expect(await stage.endOf(two)).toMatchObject({ state: 'completed', days: { exported: 77 } });
      expect(simulator.report()).toMatchObject({
        requestedDays: 92,
        daysRequestedTwice: [],
        unfinishedDays: 0,
      });
    },
    { simulator: { jobLife: byDuration({ jobMs: 1000 }) } },
  ));

test('an export with ten jobs in flight is cancelled, the worker killed on the way: none is left unfinished', () =>
  onStage(
    async (stage) => {
      const { simulator } = stage;
      const workflowId = await stage.begin(
        '--from 2024-03-01 --to 2024-04-30 --days-per-chunk 6 --open-jobs 10',
      );
      await eventually(
        () => simulator.jobs().length,
        (made) => made === 10,
      );
      simulator.faults.plan({ on: 'delete', after: 4, does: hold('delete') });
      await (await stage.client()).workflow.getHandle(workflowId).cancel();
      await simulator.faults.reached('delete');
      await stage.killWorker();
      simulator.faults.release();
      await stage.startWorker();

      const end = await stage.endOf(workflowId);
      expect(end).toMatchObject({ state: 'cancelled', days: { total: 61, missing: 61 }, requestedDays: 60 });
      expect(simulator.report()).toMatchObject({ unfinishedDays: 0, deletedDays: 60, requestedDays: 60 });
    },
    { simulator: { jobLife: byDuration({ jobMs: 600_000 }) } },
  ));
