import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { clusterTest as test } from '../support/cluster-test';
import { eventually } from '../support/export-bench';
import { start, starter } from '../support/programs';
import { withHarness } from './support/harness';
import { useCluster } from './support/use-cluster';

jest.setTimeout(240_000);

/** Runs are short, and Temporal forgets each soon after it ended: a day of retention and a long export, in little. */
const cluster = useCluster({
  'system.namespaceMinRetentionLocal': '1s',
  'history.retentionTimerJitterDuration': '0s',
  'limit.historyCount.suggestContinueAsNew': 70,
});

const DAY_MS = 86_400_000;

async function setRetention({ workflowService }: Client, retentionMs: number): Promise<void> {
  const config = { workflowExecutionRetentionTtl: msToTs(retentionMs) };
  await workflowService.updateNamespace({ namespace: 'default', config });
}

test('a namespace that keeps closed exports for a day: the doctor shows it, and an export completes', () =>
  withHarness(cluster(), async ({ client, settings, begin, endOf }) => {
    await setRetention(client, DAY_MS);
    const workflowId = await begin('--from 2024-01-01 --to 2024-01-31');
    expect(await endOf(workflowId)).toMatchObject({ state: 'completed', days: { exported: 31 } });
    const { exitCode, stdout } = await starter('doctor', settings);
    expect(stdout).toContain('Closed exports are kept for 1 day.');
    expect(exitCode).toBe(0);
  }));

test('an export outlives the retention of its first runs, and is exported again for nothing when it is forgotten', () =>
  withHarness(
    cluster(),
    async ({ begin, simulator, settings, client }) => {
      await setRetention(client, 2000);
      await pause(12_000); // the services read namespaces every ten seconds
      const workflowId = await begin('--from 2024-01-01 --to 2024-12-31 --days-per-chunk 7 --open-jobs 4');
      const { firstRunId } = await client.workflow
        .getHandle(workflowId)
        .describe()
        .then(({ raw }) => raw.workflowExecutionInfo!);
      const follower = await start('starter', ['watch', workflowId], settings);
      const isForgotten = () =>
        client.workflow
          .getHandle(workflowId, firstRunId!)
          .describe()
          .then(
            () => false,
            () => true,
          );
      await eventually(isForgotten, Boolean, 60_000);
      expect(simulator.jobs().length).toBeLessThan(53);
      expect(await follower.exit).toBe(0);
      expect(follower.stdout()).toContain('366 of 366 days exported. 366 days requested.');

      const unknown = (text: string) => text.includes(`Workflow ${workflowId} not found.`);
      await eventually(async () => (await starter(`status ${workflowId}`, settings)).stderr, unknown);
      const again = await starter('export --resource-type Messages --from 2024-01-01 --to 2024-12-31 --follow', settings);
      expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('366 days found at Twilio') as string });
      expect(simulator.report()).toMatchObject({ requestedDays: 366, daysRequestedTwice: [] });
    },
    { keepsHistories: false },
  ));
