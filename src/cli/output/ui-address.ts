import type { Environment } from '../../settings/environment';

/**
 * Where a workflow is seen in the Temporal UI: `DAYHAUL_UI_URL` says where the UI is; without it, that of a Temporal
 * on this machine. Undefined when it cannot be known.
 */
export function uiAddress(
  environment: Environment,
  { address, namespace }: { readonly address: string; readonly namespace: string },
  workflowId: string,
): string | undefined {
  const isLocal = /^(localhost|127\.0\.0\.1)(:|$)/.test(address);
  const origin = environment['DAYHAUL_UI_URL'] ?? (isLocal ? 'http://localhost:8233' : undefined);
  return origin && `${origin.replace(/\/$/, '')}/namespaces/${namespace}/workflows/${workflowId}`;
}
