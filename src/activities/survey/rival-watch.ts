import { getClient } from '@temporalio/activity';
import { rivalsOf, type Poller } from '../../client/pollers';
import type { ServedAccount } from '../../contract/worker-identity';

/** Look for workers of other accounts or quota groups under the same label. A Temporal that does not tell has none. */
export function rivalWatch(account: string, own: ServedAccount): () => Promise<readonly Poller[]> {
  return () => rivalsOf(getClient(), account, own).catch(() => []);
}
