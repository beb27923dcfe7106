import type { Labels } from '../report/format-table';
import type { Subject } from '../report/result';
import type { Rival } from '../take-turns';

/** Programs that do the same on this machine, measured by its clock: the simulator sees nothing of it. */
export interface Comparison extends Subject<string> {
  readonly labels: Labels<string>;
  /** Get ready in an empty folder. */
  readonly prepare: (folder: string) => Promise<readonly Rival<string>[]>;
}
