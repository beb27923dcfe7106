import { join } from 'node:path';
import { noopMetricMeter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { workflowMetrics } from '../../src/runtime/metrics';
import { useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();

/**
 * A workflow task, and so the replay after a worker's restart, has to be done in ten seconds. Processor time of the fastest of three,
 * since other tests run beside this one, and ran before it in this process.
 */
const REPLAY_WITHIN_MS = 5000;

test('twenty years replay in a fraction of a workflow task, however long one run became', () =>
  withSimulator(async (simulator) => {
    const { outcome, handle } = await bench().run(simulator, {
      range: '2005-01-01..2024-12-31',
      options: { daysPerChunk: 30, openJobs: 10 },
    });
    expect(outcome).toMatchObject({ days: { exported: 7305 }, requestedDays: 7305 });

    const firstRun = bench().client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    const history = await firstRun.fetchHistory();
    expect(history.events?.length).toBeGreaterThan(800);
    expect(history.events?.length).toBeLessThan(1300);

    const replays: number[] = [];
    for (let replay = 1; replay <= 3; replay++) {
      const before = process.cpuUsage();
      await Worker.runReplayHistory(
        { workflowBundle: { codePath: join(__dirname, '../../lib/workflow-bundle.js') }, sinks: workflowMetrics(noopMetricMeter) },
        history,
        handle.workflowId,
      );
      const { user, system } = process.cpuUsage(before);
      replays.push((user + system) / 1000);
    }
    expect(Math.min(...replays)).toBeLessThan(REPLAY_WITHIN_MS);
  }));
