import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { BulkExportApi } from '../bulk-export/port';
import type { ResourceType } from '../domain/resource-type';
import { bindingOf, type Binding } from './binding';
import { translatingErrors } from './failure-mapping';
import { withHeartbeat } from './with-heartbeat';

export interface OpenExportInput {
  readonly resourceType: ResourceType;
  readonly pollMinMs: number;
}

/** What an export is begun with: its binding, and Twilio's clock in milliseconds since 1970. */
export interface OpenedExport {
  readonly binding: Binding;
  readonly nowMs: number;
}

/** Ask Twilio once, to learn whether the credentials hold and what time it is there. */
export function openExport(api: BulkExportApi) {
  return ({ resourceType, pollMinMs }: OpenExportInput): Promise<OpenedExport> =>
    withHeartbeat(async () => {
      const { attempt } = activityInfo();
      const { nowMs } = await translatingErrors(
        () => Math.min(pollMinMs, 1000 * 2 ** attempt),
        () => api.listJobs(resourceType, { signal: cancellationSignal() }),
      );
      return { binding: bindingOf(api), nowMs };
    });
}
