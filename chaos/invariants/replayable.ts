import { failedTasks } from '../../tools/histories/failed-tasks';
import type { Evidence } from '../observations';

/** Every history replays, so that any worker can continue it, and no workflow task failed on the way. */
export function replayable({
  histories,
  replayFailures,
}: Pick<Evidence, 'histories' | 'replayFailures'>): readonly string[] {
  return [...histories.flatMap(failedTasks), ...replayFailures];
}
