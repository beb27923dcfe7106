import {
  answer,
  answerAfterProcessing,
  cutAfter,
  cutBefore,
  notJson,
  rateLimit,
  truncate,
  type PlannedFault,
} from '../../simulator/faults/fault';
import { times, type Chance } from '../random';
import { drawFileFault } from '../generate/draw-file-fault';

/** Faults from the first request to the last: about one in ten downloads and one in ten calls of the API. */
export function drawSteadyFaults(chance: Chance): readonly PlannedFault[] {
  return [
    ...times(60, (index) => ({ ...drawFileFault(chance), after: 10 * index + chance.between(0, 9) })),
    ...times(20, (index) => ({
      on: 'list' as const,
      after: 10 * index + chance.between(0, 9),
      does: chance.oneOf([
        cutBefore(),
        truncate(20),
        notJson(),
        answer({ status: 503 }),
        rateLimit({ retryAfterSeconds: 1 }),
      ]),
    })),
    ...times(6, (index) => ({
      on: 'create' as const,
      after: 5 * index + chance.between(0, 4),
      does: chance.oneOf([
        cutBefore(),
        cutAfter(),
        answer({ status: 503 }),
        answerAfterProcessing({ status: 502 }),
      ]),
    })),
  ];
}
