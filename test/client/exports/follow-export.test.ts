import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { byDuration } from '../../../simulator/jobs/job-life';
import type { Simulator } from '../../../simulator/start-simulator';
import type { ExportState } from '../../../src/client/exports/export-state';
import { followExport } from '../../../src/client/exports/follow-export';
import type { Program } from '../../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../../support/export-bench';
import { start, starter, workerSettings } from '../../support/programs';
import { temporalTest as test } from '../../support/temporal-test';
import { withSimulator } from '../../support/with-simulator';

const MARCH = 'export --resource-type Messages --from 2024-03-01 --to 2024-03-31 --days-per-chunk 10';
const OFTEN = '--poll-min 50ms --poll-max 250ms';
/** Between two polls nothing is new. */
const RARELY = '--poll-min 60s --poll-max 60s';

let temporal: TemporalServer;
let connection: Connection;
let client: Client;
/** When the follower queried the workflow. */
const queries: number[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
  connection = await Connection.connect({ address: temporal.address });
  client = new Client({
    connection,
    interceptors: {
      workflow: [
        {
          query: (input, next) => {
            queries.push(performance.now());
            return next(input);
          },
        },
      ],
    },
  });
});
beforeEach(() => {
  queries.length = 0;
});
afterAll(async () => {
  await connection.close();
  await temporal.stop();
});

/** Follow an export whose jobs are under way until it is over, or terminated after `then`. */
async function followed(
  simulator: Simulator,
  polls: string,
  then: (export_: { workflowId: string; worker: Program; shown: readonly ExportState[] }) => Promise<void>,
): Promise<void> {
  const account = newAccount();
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
  const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
  try {
    await starter(`${MARCH} ${polls}`, settings);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 4,
    );
    const workflowId = `export-${account}-Messages-2024-03-01..2024-03-31`;
    const shown: ExportState[] = [];
    const show = (state: ExportState) => shown.push(state);
    const following = followExport(client, workflowId, { show }, new AbortController().signal);
    try {
      await then({ workflowId, worker, shown });
    } finally {
      await client.workflow
        .getHandle(workflowId)
        .terminate()
        .catch(() => undefined);
      await following;
    }
  } finally {
    worker.kill('SIGKILL');
    await worker.exit;
  }
}

test('an export without changes is queried once', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, (simulator) =>
    followed(simulator, RARELY, async ({ shown }) => {
      await eventually(
        () => shown.at(-1)?.progress?.jobs?.length,
        (jobs) => jobs === 4,
      );
      await pause(4000); // until an answer knows its last event
      const before = { queries: queries.length, looks: shown.length };
      await pause(8000);
      expect(queries.length).toBe(before.queries);
      expect(shown.length).toBeGreaterThan(before.looks + 5);
    }),
  ));

test('a changing export is queried at once, then at most every three seconds', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 9000 }) }, (simulator) =>
    followed(simulator, OFTEN, async ({ shown }) => {
      const startMs = performance.now();
      await eventually(
        () => queries.length,
        (count) => count === 1,
      );
      expect(queries[0]! - startMs).toBeLessThan(1000);
      await eventually(
        () => shown.at(-1)?.state,
        (state) => state === 'completed',
      );
      const pauses = queries.slice(1).map((ms, index) => ms - queries[index]!);
      expect(pauses.length).toBeGreaterThan(0);
      expect(Math.min(...pauses)).toBeGreaterThan(2990);
    }),
  ));

test('a workflow whose worker has just died is not queried, and its progress is shown as old', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 60_000 }) }, (simulator) =>
    followed(simulator, RARELY, async ({ workflowId, worker, shown }) => {
      await eventually(
        () => shown.at(-1)?.progress?.jobs?.length,
        (jobs) => jobs === 4,
      );
      worker.kill('SIGKILL');
      await worker.exit;
      await client.workflow.getHandle(workflowId).signal('something that the worker must process');
      const before = queries.length;
      const { problem, progress } = (await eventually(
        () => shown.at(-1),
        (state) => state?.problem !== undefined,
      ))!;
      expect(problem).toMatch(/The worker on task queue .* does not respond\. Progress was last read at 20.* UTC\./);
      expect(progress?.jobs).toHaveLength(4);
      await pause(7000);
      expect(queries.length).toBe(before);
    }),
  ));
