import { setTimeout as pause } from 'node:timers/promises';
import { hold } from '../../simulator/faults/fault';
import type { Moment, ScenarioEvent } from '../scenario';
import { performAction } from './perform-action';
import type { Harness } from './world';

/** Plan what is done from outside; each event begins when its moment comes, if it comes. */
export function scheduleEvents(harness: Harness): { readonly settle: () => Promise<void> } {
  const { events } = harness.scenario;
  const ending = new AbortController();
  const { signal } = ending;
  const works = events.map((event, index) => runEvent(event, `gate ${index + 1}`, harness, signal));
  return {
    async settle() {
      ending.abort();
      await Promise.all(works);
    },
  };
}

async function runEvent(event: ScenarioEvent, gate: string, harness: Harness, signal: AbortSignal): Promise<void> {
  const { simulator, notes } = harness;
  const { moment, actions } = event;
  const works: Promise<void>[] = [];
  const isTimed = moment.at === 'time';
  if (isTimed) notes.underWay++;
  const hasCome = await comes(moment, gate, harness, signal);
  if (hasCome) {
    if (!isTimed) notes.underWay++;
    for (const action of actions) await performAction(action, harness, (work) => works.push(work));
    simulator.faults.release(gate);
    await Promise.all(works);
  }
  if (isTimed || hasCome) notes.underWay--;
}

/** Wait for a moment; false when everything is over before it comes. */
async function comes(moment: Moment, gate: string, { simulator }: Harness, signal: AbortSignal): Promise<boolean> {
  const isOver = new Promise<false>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(false);
    });
  });
  if (moment.at === 'time') return Promise.race([pause(moment.ms).then(() => true), isOver]);
  const { on, nth, processed } = moment;
  simulator.faults.plan({ on, after: nth - 1, does: hold(gate, processed) });
  return Promise.race([simulator.faults.reached(gate).then(() => true), isOver]);
}
