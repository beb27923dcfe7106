import type { Archive } from '../archive/port';
import type { BulkExportApi } from '../bulk-export/port';
import type { QuotaSettings } from '../domain/quota/quota-limit';

/** Where activities stand: at which API, under which quota, and with which archives. */
export interface ActivityPlace {
  readonly api: BulkExportApi;
  readonly quota: QuotaSettings;
  /** Whether a schedule may need quota of the account. */
  readonly hasSchedule: () => Promise<boolean>;
  /**
   * The archive at a place that an export names.
   * @throws RangeError with a sentence for people when it is no such place
   */
  readonly openArchive: (place: string) => Archive;
}
