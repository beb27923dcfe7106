import { join } from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils';
import { noopMetricMeter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { workflowMetrics } from '../../src/runtime/metrics';
import { useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();

type Events = NonNullable<History['events']>;

/** Of a replay that costs the same per event however long the run is; one that costs more per event tends to 4. */
const TWICE_THE_EVENTS_COST_AT_MOST = 3;

test('twice as many events cost about twice as much to replay, however long a run is', () =>
  withSimulator(async (simulator) => {
    const { outcome, handle } = await bench().run(simulator, {
      range: '2005-01-01..2024-12-31',
      options: { daysPerChunk: 30, openJobs: 10 },
    });
    expect(outcome).toMatchObject({ days: { exported: 7305 }, requestedDays: 7305 });

    const firstRun = bench().client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    const events = (await firstRun.fetchHistory()).events ?? [];
    expect(events.length).toBeGreaterThan(800);
    expect(events.length).toBeLessThan(1300);

    const ratios: number[] = [];
    for (let pair = 1; pair <= 3; pair++) {
      const half = await replayCost(untilTask(events, events.length / 2), handle.workflowId);
      ratios.push((await replayCost(events, handle.workflowId)) / half);
    }
    expect(Math.min(...ratios)).toBeLessThan(TWICE_THE_EVENTS_COST_AT_MOST);
  }));

/** The history up to the last workflow task that began among its first events. */
function untilTask(events: Events, count: number): Events {
  const end = events.slice(0, count).findLastIndex((event) => event.workflowTaskStartedEventAttributes);
  return events.slice(0, end + 1);
}

/** Processor time in milliseconds: other tests run beside this one. */
async function replayCost(events: Events, workflowId: string): Promise<number> {
  const before = process.cpuUsage();
  await Worker.runReplayHistory(
    { workflowBundle: { codePath: join(__dirname, '../../lib/workflow-bundle.js') }, sinks: workflowMetrics(noopMetricMeter) },
    { events },
    workflowId,
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
