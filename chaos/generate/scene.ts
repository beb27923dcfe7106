import type { DayQuota, ExportSpec } from '../scenario';

/** What most draws are told. */
export interface Scene {
  readonly startMs: number;
  /** The newest day that can be exported at the start. */
  readonly newestDay: string;
  readonly exports: readonly ExportSpec[];
  readonly quota?: DayQuota | undefined;
}
