import { times, type Chance } from '../random';
import type { Follower, Scenario } from '../scenario';
import { drawFileFault } from './draw-file-fault';

/** Which exports are delivered and followed, and what goes wrong with single downloads. */
export function drawDeliveries(
  chance: Chance,
  { exports, faults }: Pick<Scenario, 'exports' | 'faults'>,
): Pick<Scenario, 'exports' | 'faults' | 'followers'> {
  const delivered = exports.map((spec) => ({ ...spec, isArchived: chance.percent(50) }));
  const hasArchive = delivered.some(({ isArchived }) => isArchived);
  const fileFaults = times(hasArchive ? chance.between(0, 6) : 0, () => ({
    ...drawFileFault(chance),
    after: chance.between(0, 20),
    times: chance.oneOf([1, 1, 2]),
  }));
  return {
    exports: delivered,
    faults: [...faults, ...fileFaults],
    followers: exports.flatMap((_wanted, of) => drawFollowers(chance, of)),
  };
}

function drawFollowers(chance: Chance, of: number): readonly Follower[] {
  const by = chance.oneOf(['process', 'queries', 'none', 'both']);
  return (['process', 'queries'] as const).filter((kind) => by === kind || by === 'both').map((kind) => ({ of, by: kind }));
}
