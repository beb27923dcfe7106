import type { TemporalClient } from '../client/connection';
import { describeRivals, rivalsOf } from '../client/pollers';
import type { WorkerIdentity } from '../contract/worker-identity';

/** A worker of another account uses the label. The message names the worker and what to do. */
export class LabelInUse extends Error {
  override readonly name = 'LabelInUse';
}

/**
 * Check that no worker of another account or another API uses a label. Passes when the server does not list workers.
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
