import { byDuration } from '../../simulator/jobs/job-life';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withHarness } from './support/harness';

jest.setTimeout(240_000);

/** A workflow task or a heartbeat of the dead worker has to time out first, which takes ten seconds. */
const FIRST_CALL_MS = 15_000;

test.each([1, 4, 10])('kill -9 with %i jobs in flight: no job and no day twice, the first call within 15 s', (inFlight) =>
  withHarness(
    async (harness) => {
      const { simulator } = harness;
      const workflowId = await harness.begin(`--from 2024-03-01 --to 2024-04-29 --days-per-chunk 5 --open-jobs ${inFlight}`);
      await eventually(
        () => simulator.jobs().length,
        (made) => made >= inFlight,
      );
      await harness.killWorker();
      const callsBefore = simulator.requests().length;
      await harness.startWorker();
      const startedMs = Date.now();
      await eventually(
        () => simulator.requests().length,
        (calls) => calls > callsBefore,
        FIRST_CALL_MS,
      );
      const { atMs, status } = simulator.requests()[callsBefore]!;
      expect(atMs - startedMs).toBeLessThan(FIRST_CALL_MS);
      expect(status).toBeLessThan(400);

      expect(await harness.endOf(workflowId)).toMatchObject({ state: 'completed', days: { exported: 60 }, requestedDays: 60 });
      expect(simulator.jobs()).toHaveLength(12);
      expect(simulator.report()).toMatchObject({ requestedDays: 60, daysRequestedTwice: [], unfinishedDays: 0 });
    },
    { simulator: { jobLife: byDuration({ jobMs: 1500 }) } },
  ),
);
