import { byDuration } from '../../simulator/jobs/job-life';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withHarness } from './support/harness';

jest.setTimeout(240_000);

test('workers are replaced three times in the middle of an export, each new one before the old one stops: nothing twice', () =>
  withHarness(
    async (harness) => {
      const { simulator } = harness;
      const workflowId = await harness.begin('--from 2024-01-01 --to 2024-06-28 --days-per-chunk 6 --open-jobs 3');
      for (const jobs of [3, 9, 15]) {
        await eventually(
          () => simulator.jobs().length,
          (created) => created >= jobs,
        );
        await harness.replaceWorker();
      }
      expect(simulator.jobs().length).toBeLessThan(30);

      expect(await harness.endOf(workflowId)).toMatchObject({ state: 'completed', days: { exported: 180 }, requestedDays: 180 });
      expect(simulator.report()).toMatchObject({ requestedDays: 180, daysRequestedTwice: [], unfinishedDays: 0 });
    },
    { simulator: { jobLife: byDuration({ jobMs: 1000 }) } },
  ));
