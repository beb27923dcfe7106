import { join } from 'node:path';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { ExportSpec } from '../scenario';
import { idOf } from './export-handle';
import { querySteadily } from './query-steadily';
import type { Harness } from './world';

/** Follow an export in the ways of the scenario, until told to stop. Returns how to stop. */
export async function startFollowers(harness: Harness, spec: ExportSpec): Promise<() => Promise<void>> {
  const { scenario, account, temporal, lib } = harness;
  const workflowId = idOf(account, spec);
  const followers = scenario.followers.filter(({ of }) => scenario.exports[of] === spec);
  const stops = await Promise.all(
    followers.map(async ({ by }) =>
      by === 'process' ? watch(lib, temporal.address, workflowId) : querySteadily(temporal.client, workflowId),
    ),
  );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Follow an export as people do, with the starter. */
async function watch(lib: string, address: string, workflowId: string): Promise<() => Promise<void>> {
  const env = isolatedEnvironment({ TEMPORAL_ADDRESS: address });
  const starter = await startProgram(join(lib, 'starter.js'), ['watch', workflowId], { env });
  return () => starter.stop();
}
