import { getClient } from '@temporalio/activity';
import { rivalsOf, type Poller } from '../../client/pollers';
import type { BulkExportApi } from '../../bulk-export/port';

/** Look for workers of other accounts under the same label. A Temporal that does not tell has none. */
export function rivalWatch(
  account: string,
  own: Pick<BulkExportApi, 'accountSid' | 'origin'>,
): () => Promise<readonly Poller[]> {
  return () => rivalsOf(getClient(), account, own).catch(() => []);
}
