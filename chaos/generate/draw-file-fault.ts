import { answer, corrupt, cutBefore, hang, trailing, trickle, truncate, type FaultEffect } from '../../simulator/faults/fault';
import type { Chance } from '../random';

/** What goes wrong with the download of a day file, or with the link to it. */
export function drawFileFault(chance: Chance): { readonly on: 'file' | 'day'; readonly does: FaultEffect } {
  if (chance.percent(25)) return { on: 'day', does: chance.oneOf([cutBefore(), answer({ status: 503 })]) };
  const does = chance.oneOf([
    corrupt(),
    trailing(),
    truncate(200, 'neat'),
    truncate(200),
    cutBefore(),
    answer({ status: 503 }),
    answer({ status: 403 }), // as for a link that has expired
    hang(chance.between(200, 2000)),
    trickle({ bytes: 500, everyMs: chance.between(20, 200) }),
  ]);
  return { on: 'file', does };
}
