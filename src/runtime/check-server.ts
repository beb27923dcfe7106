import type { TemporalClient } from '../client/connection';
import { missingSupport } from '../client/server-support';

/** A server of Temporal lacks something that Dayhaul needs; the message says what, and which version has it. */
export class UnsupportedServer extends Error {
  override readonly name = 'UnsupportedServer';
}

/** @throws UnsupportedServer */
export async function checkServer({ client }: TemporalClient): Promise<void> {
  const missing = await missingSupport(client);
  if (missing !== undefined) throw new UnsupportedServer(missing);
}
