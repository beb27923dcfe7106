import { failedTasks } from '../../tools/histories/failed-tasks';
import type { Observations } from '../observations';

/** Every history replays, so that any worker can continue it, and no workflow task failed on the way. */
export function replayable({ histories, replayFailures }: Pick<Observations, 'histories' | 'replayFailures'>): readonly string[] {
  return [...histories.flatMap(failedTasks), ...replayFailures];
}
