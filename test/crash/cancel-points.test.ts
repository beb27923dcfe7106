import { hold } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { KILLS } from './support/kills';
import { withHarness } from './support/harness';

jest.setTimeout(240_000);

test.each(Object.entries(KILLS))(
  'an export is cancelled, and %s while a job is being deleted: none of its jobs is left unfinished',
  (_kill, kill) =>
    withHarness(
      async (harness) => {
        const { simulator } = harness;
        const workflowId = await harness.begin('--from 2024-03-01 --to 2024-03-31 --days-per-chunk 10');
        await eventually(
          () => simulator.jobs().length,
          (made) => made === 4,
        );
        simulator.faults.plan({ on: 'delete', after: 1, does: hold('deletion') });
        await (await harness.client()).workflow.getHandle(workflowId).cancel();
        await simulator.faults.reached('deletion');
        await kill(harness);

        expect(await harness.endOf(workflowId)).toMatchObject({
          state: 'cancelled',
          days: { total: 31, missing: 31 },
          requestedDays: 31,
        });
        expect(simulator.report()).toMatchObject({ requestedDays: 31, deletedDays: 31, unfinishedDays: 0 });
      },
      { simulator: { jobLife: byDuration({ jobMs: 600_000 }) } },
    ),
);
