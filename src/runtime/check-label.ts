import type { TemporalClient } from '../client/connection';
import { describeRivals, rivalsOf } from '../client/pollers';
import type { WorkerIdentity } from '../contract/worker-identity';

/** A worker of another account has the label; the message says which one and what to do. */
export class LabelInUse extends Error {
  override readonly name = 'LabelInUse';
}

/**
 * Refuse a label that a worker of another account or another API has. A Temporal that does not tell has no such worker.
 *
 * @throws LabelInUse
 */
export async function checkLabel(
  { client }: TemporalClient,
  account: string,
  own: NonNullable<WorkerIdentity['serves']>,
): Promise<void> {
  const rivals = await rivalsOf(client, account, own).catch(() => []);
  if (rivals.length > 0) throw new LabelInUse(describeRivals(account, rivals));
}
