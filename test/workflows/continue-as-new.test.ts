import { MockActivityEnvironment } from '@temporalio/testing';
import { byLooks } from '../../simulator/jobs/job-life';
import { isSeenThrough } from '../../src/activities/submission/quota-client';
import { useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 40 } });

test('an export over many runs carries its ledger: no day twice, none lost, attempts counted on', () =>
  withSimulator({ jobLife: byLooks(2) }, async (simulator) => {
    simulator.day('2024-01-17').fails(2);
    simulator.day('2024-02-20').failsForEver();

    const { failure, handle } = await bench().run(simulator, {
      range: '2024-01-01..2024-03-31',
      options: { daysPerChunk: 5, openJobs: 3 },
    });

    expect(failure?.details?.[0]).toMatchObject({
      days: { total: 91, exported: 90, missing: 1 },
      missing: [{ reason: 'exhausted', attempts: 3, ranges: [{ startDay: '2024-02-20', endDay: '2024-02-20' }] }],
      requestedDays: 95,
    });
    expect(simulator.report()).toMatchObject({ requestedDays: 95, daysRequestedTwice: [], unfinishedDays: 0 });

    const workflowId = `WorkflowId = '${handle.workflowId}' AND ExecutionStatus = 'ContinuedAsNew'`;
    const runs: number[] = [];
    for await (const run of bench().client.workflow.list({ query: workflowId })) runs.push(run.historyLength);
    expect(runs.length).toBeGreaterThan(3);
    expect(Math.max(...runs)).toBeLessThan(100);

    const holder = { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
    const asActivity = new MockActivityEnvironment({}, { client: bench().client });
    expect(await asActivity.run(() => isSeenThrough(holder))).toBe(true);
  }));
