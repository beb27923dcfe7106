import {
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import { Inbox } from './inbox';

/** Each is completed by the test, when the scene wants it. */
interface SceneActivities {
  first(): Promise<void>;
  second(): Promise<void>;
  afterFirst(): Promise<void>;
  afterSecond(): Promise<void>;
}

const activities = proxyActivities<SceneActivities>({ startToCloseTimeout: '5 minutes' });

export const seenQuery = defineQuery<string[]>('seen');
export const secondSignal = defineSignal('second');
export const secondUpdate = defineUpdate<boolean>('second');

/** One lane continues in a microtask after its activity, the other waits on a condition. */
export async function twoLanes(): Promise<void> {
  const seen: string[] = [];
  setHandler(seenQuery, () => seen);
  await Promise.all([
    activities.first().then(() => seen.push('first')),
    condition(() => seen.includes('first')).then(() => activities.afterFirst()),
    activities.second().then(() => activities.afterSecond()),
  ]);
}

/** Whatever arrives is put in one inbox, and one loop handles one arrival at a time. */
export async function oneInbox(): Promise<void> {
  const inbox = new Inbox<string>();
  const seen: string[] = [];
  const secondArrives = () => {
    inbox.push('second');
  };
  setHandler(seenQuery, () => seen);
  setHandler(secondSignal, secondArrives);
  setHandler(secondUpdate, () => {
    secondArrives();
    return true;
  });
  CancellationScope.current().cancelRequested.catch(secondArrives);
  const start = (name: keyof SceneActivities) => {
    void activities[name]().then(() => {
      inbox.push(name);
    });
  };

  await CancellationScope.nonCancellable(async () => {
    start('first');
    start('second');
    while (!seen.includes('afterFirst') || !seen.includes('afterSecond')) {
      const arrival = await inbox.next();
      seen.push(arrival);
      if (arrival === 'first') start('afterFirst');
      if (arrival === 'second') start('afterSecond');
    }
  });
}
