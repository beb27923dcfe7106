import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Activation } from './record-activations';
import { serveActivities, type SceneActivities } from './scene-activities';
import { startSceneWorker } from './scene-worker';
import { secondSignal, secondUpdate, seenQuery } from './workflows';

const MOST_TRIES = 3;

/** How long the first activity goes on after the query was sent; less than a sticky time-out. */
const AFTER_QUERY_MS = 1000;

export interface SceneOptions {
  readonly address: string;
  readonly client: Client;
  readonly codePath: string;
  readonly workflowType: 'twoLanes' | 'oneInbox';
  /** What comes once the query has been answered. */
  readonly second: 'activity' | 'signal' | 'update' | 'cancellation';
}

/** What the second worker was given once it went on from where the first was killed, and the history that came of it. */
export interface Scene {
  readonly live: readonly Activation[];
  /** The answer to the query, or why there was none. */
  readonly answer: unknown;
  readonly history: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
}

/** Play the scene until the new worker got the first completion before any workflow task had seen it. */
export async function runScene(options: SceneOptions): Promise<Scene> {
  const tries: Pick<Scene, 'live' | 'answer'>[] = [];
  while (tries.length < MOST_TRIES) {
    const scene = await tryScene(options);
    if (isAsWanted(scene)) return scene;
    tries.push({ live: scene.live, answer: scene.answer });
  }
  throw new Error(
    `The scene did not come about in ${MOST_TRIES} tries. If the SDK is a newer one, it may have been mended: see ` +
      `docs/decisions/0012-order-of-arrival.md. The activations seen: ${JSON.stringify(tries)}`,
  );
}

function isAsWanted({ live }: Scene): boolean {
  return live.length === 2 && live[0]?.isEarly === true;
}

async function tryScene({ address, client, codePath, workflowType, second }: SceneOptions): Promise<Scene> {
  const activities = await serveActivities(address, client);
  const { taskQueue } = activities;
  const startWorker = () => startSceneWorker(address, taskQueue, codePath);
  const killed = await startWorker();
  const handle = await client.workflow.start(workflowType, { taskQueue, workflowId: taskQueue });
  await Promise.all([activities.started('first'), activities.started('second')]);
  await killed.kill();

  const worker = await startWorker();
  try {
    const answer = handle.query(seenQuery).catch((error: unknown) => String(error));
    await sleep(AFTER_QUERY_MS);
    await activities.complete('first');
    const answered = await answer;
    await arrive(second, handle, activities);
    await Promise.all([activities.started('afterFirst'), activities.started('afterSecond')]);
    const live = worker.activations().filter(({ isReplaying }) => !isReplaying);
    return { live, answer: answered, history: await handle.fetchHistory() };
  } finally {
    await worker.kill();
    await handle.terminate();
    await activities.close();
  }
}

async function arrive(second: SceneOptions['second'], handle: WorkflowHandle, activities: SceneActivities): Promise<void> {
  if (second === 'activity') await activities.complete('second');
  if (second === 'signal') await handle.signal(secondSignal);
  if (second === 'update') await handle.executeUpdate(secondUpdate);
  if (second === 'cancellation') await handle.cancel();
}
