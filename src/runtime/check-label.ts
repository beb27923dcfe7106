import type { TemporalClient } from '../client/connection';
import { describeRivals, rivalsOf } from '../client/pollers';
import type { ServedAccount } from '../contract/worker-identity';

/** A worker of another account or quota group uses the label. The message names the worker and what to do. */
export class LabelInUse extends Error {
  override readonly name = 'LabelInUse';
}

/** Check that no worker of another account, API or quota group uses a label, if the server lists workers. @throws LabelInUse */
export async function checkLabel({ client }: TemporalClient, account: string, own: ServedAccount): Promise<void> {
  const rivals = await rivalsOf(client, account, own).catch(() => []);
  if (rivals.length > 0) throw new LabelInUse(describeRivals(account, rivals));
}
