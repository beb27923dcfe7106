import { setTimeout as pause } from 'node:timers/promises';
import { hold } from '../../simulator/faults/fault';
import type { Happening, Moment } from '../scenario';
import { doDeed } from './perform-action';
import type { Stage } from './world';

/** Plan what is done from outside; each happening begins when its moment comes, if it comes. */
export function playHappenings(stage: Stage): { readonly settle: () => Promise<void> } {
  const { happenings } = stage.scenario;
  const ending = new AbortController();
  const { signal } = ending;
  const works = happenings.map((happening, index) => play(happening, `gate ${index + 1}`, stage, signal));
  return {
    async settle() {
      ending.abort();
      await Promise.all(works);
    },
  };
}

async function play(happening: Happening, gate: string, stage: Stage, signal: AbortSignal): Promise<void> {
  const { simulator, notes } = stage;
  const { moment, deeds } = happening;
  const works: Promise<void>[] = [];
  const isTimed = moment.at === 'time';
  if (isTimed) notes.underWay++;
  const hasCome = await comes(moment, gate, stage, signal);
  if (hasCome) {
    if (!isTimed) notes.underWay++;
    for (const deed of deeds) await doDeed(deed, stage, (work) => works.push(work));
    simulator.faults.release(gate);
    await Promise.all(works);
  }
  if (isTimed || hasCome) notes.underWay--;
}

/** Wait for a moment; false when everything is over before it comes. */
async function comes(
  moment: Moment,
  gate: string,
  { simulator }: Stage,
  signal: AbortSignal,
): Promise<boolean> {
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
