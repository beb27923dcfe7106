import {
  answer,
  answerAfterProcessing,
  cutAfter,
  cutBefore,
  notJson,
  rateLimit,
  truncate,
  type FaultEffect,
  type PlannedFault,
} from '../../simulator/faults/fault';
import { times, type Chance } from '../random';
import { drawFileFault } from '../generate/draw-file-fault';

/** More requests of a kind than a run makes. */
const MOST_REQUESTS = 600;

/**
 * Faults from the first request to the last. Every fourth call fails, so that each lane of an export often waits for its next
 * attempt: such a wait goes on with the next worker at once, while a call under way has to time out.
 */
export function drawSteadyFaults(chance: Chance): readonly PlannedFault[] {
  return [
    ...everySo(8, chance, () => drawFileFault(chance)),
    ...everySo(4, chance, () => ({ on: 'list', does: drawReadFault(chance) })),
    ...everySo(4, chance, () => ({ on: 'days', does: drawReadFault(chance) })),
    ...everySo(10, chance, () => ({ on: 'day', does: drawReadFault(chance) })),
    ...everySo(4, chance, () => ({
      on: 'create',
      does: chance.oneOf([cutBefore(), cutAfter(), answer({ status: 503 }), answerAfterProcessing({ status: 502 })]),
    })),
  ];
}

function drawReadFault(chance: Chance): FaultEffect {
  if (chance.percent(5)) return rateLimit({ retryAfterSeconds: 1 });
  return chance.oneOf([cutBefore(), truncate(20), notJson(), answer({ status: 503 })]);
}

/** One fault among so many requests, again and again. */
function everySo(requests: number, chance: Chance, draw: () => Pick<PlannedFault, 'on' | 'does'>): readonly PlannedFault[] {
  return times(Math.floor(MOST_REQUESTS / requests), (index) => ({
    ...draw(),
    after: index * requests + chance.between(0, requests - 1),
  }));
}
