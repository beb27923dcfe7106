import { randomUUID } from 'node:crypto';
import { activityInfo, CompleteAsyncError } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { until } from './until';

const NAMES = ['first', 'second', 'afterFirst', 'afterSecond'] as const;

type ActivityName = (typeof NAMES)[number];

/** The activities of a scene: each stays open until the test completes it. */
export interface SceneActivities {
  readonly taskQueue: string;
  started(name: ActivityName): Promise<void>;
  complete(name: ActivityName): Promise<void>;
  close(): Promise<void>;
}

/** Serve the activities of one scene, on a task queue of its own. */
export async function serveActivities(address: string, client: Client): Promise<SceneActivities> {
  const tokens = new Map<ActivityName, Uint8Array>();
  const taskQueue = `scene-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address });
  const activities = Object.fromEntries(
    NAMES.map((name) => [
      name,
      () => {
        tokens.set(name, activityInfo().taskToken);
        throw new CompleteAsyncError();
      },
    ]),
  );
  const worker = await Worker.create({ connection, taskQueue, activities });
  const running = worker.run();
  return {
    taskQueue,
    started: (name) => until(`${name} to start`, () => tokens.has(name)),
    complete: (name) => client.activity.complete(tokens.get(name)!, undefined),
    close: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
