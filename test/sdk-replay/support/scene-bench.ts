import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startTemporal, type TemporalServer } from '../../../tools/temporal-server/start-temporal';
import { quietRuntime } from '../../support/quiet-runtime';
import { bundleScenes } from './bundle-scenes';
import { runScene, type Scene, type SceneOptions } from './run-scene';
import { replayScene, type SceneReplay } from './replay-scene';

/** Play a scene with workflows as they are, or with their early events refused, and replay what came of it. */
type RunAndReplay = (
  bundle: 'plain' | 'refusing',
  what: Pick<SceneOptions, 'workflowType' | 'second'>,
) => Promise<Pick<Scene, 'live' | 'answer'> & { readonly failedTasks: number; readonly replay: SceneReplay }>;

/** One Temporal server and the bundles of the workflows for all scenes of a file. */
export function useSceneBench(): RunAndReplay {
  const folder = mkdtempSync(join(tmpdir(), 'dayhaul-scenes-'));
  let temporal: TemporalServer | undefined;
  let connection: Connection | undefined;
  let bundles: Record<'plain' | 'refusing', string>;

  beforeAll(async () => {
    if (process.env['DAYHAUL_NO_TEMPORAL']) return;
    quietRuntime();
    temporal = await startTemporal();
    connection = await Connection.connect({ address: temporal.address });
    bundles = {
      plain: await bundleScenes(folder),
      refusing: await bundleScenes(folder, '../../../src/workflows/refuse-early-events'),
    };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await connection?.close();
    await temporal?.stop();
  });

  return async (bundle, what) => {
    const codePath = bundles[bundle];
    const client = new Client({ connection: connection! });
    const address = temporal!.address;
    const { live, answer, history } = await runScene({ address, client, codePath, ...what });
    const failedTasks = history.events?.filter((event) => event.workflowTaskFailedEventAttributes) ?? [];
    return { live, answer, failedTasks: failedTasks.length, replay: await replayScene(history, codePath) };
  };
}
