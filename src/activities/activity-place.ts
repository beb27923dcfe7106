import type { BulkExportApi } from '../bulk-export/port';
import type { QuotaSettings } from './quota-desk';

/** Where activities stand: at which API, and under which quota. */
export interface ActivityPlace {
  readonly api: BulkExportApi;
  readonly quota: QuotaSettings;
}
