import type { TemporalClient } from '../../client/connection';
import type { Environment } from '../../settings/environment';

/** The list of workflows in the Temporal UI: below `DAYHAUL_UI_URL`, or that of a local server. Undefined for others. */
export function uiListAddress(environment: Environment, { address, namespace }: Pick<TemporalClient, 'address' | 'namespace'>) {
  const isLocal = /^(localhost|127\.0\.0\.1)(:|$)/.test(address);
  const origin = environment['DAYHAUL_UI_URL'] ?? (isLocal ? 'http://localhost:8233' : undefined);
  return origin && `${origin.replace(/\/$/, '')}/namespaces/${namespace}/workflows`;
}
