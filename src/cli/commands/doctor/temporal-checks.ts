import { ownCommand } from '../../../client/own-command';
import { SEARCH_ATTRIBUTES } from '../../../contract/search-attributes';
import { formatDays } from '../../../domain/format';
import { skipped, type CheckResult } from './check';
import type { Diagnostics } from './diagnostics';

/** Whether Temporal is reachable, and its version. */
export function temporalCheck({ temporal }: Diagnostics): CheckResult {
  const check = 'Temporal';
  if (temporal.problem !== undefined) return { check, state: 'failed', message: temporal.problem };
  const { address, namespace, serverVersion, retentionDays, missingSupport } = temporal;
  if (missingSupport !== undefined) return { check, state: 'failed', message: missingSupport };
  const kept = retentionDays === undefined ? '' : ` Closed exports are kept for ${formatDays(retentionDays)}.`;
  return { check, state: 'ok', message: `Server ${serverVersion} at ${address}, namespace ${namespace}.${kept}` };
}

/** Whether the Temporal UI can filter exports. Exports work without it. */
export function searchCheck({ searchAttributes }: Diagnostics): CheckResult {
  const check = 'Search';
  if (!searchAttributes) return skipped(check, 'Temporal');
  if ('problem' in searchAttributes) return { check, state: 'note', message: searchAttributes.problem };
  const { missing, mistyped } = searchAttributes;
  if (mistyped.length > 0) {
    const types = mistyped.map((name) => `${name} (${SEARCH_ATTRIBUTES[name]})`).join(', ');
    const message = `Search attributes with the wrong type: ${mistyped.join(', ')}.`;
    return { check, state: 'failed', message, remedy: `Remove them from the namespace, then add ${types}: ${ownCommand('setup')}` };
  }
  if (missing.length > 0) {
    const message = 'Search attributes are not installed, so the Temporal UI cannot filter exports.';
    return { check, state: 'note', message, remedy: ownCommand('setup') };
  }
  return { check, state: 'ok', message: 'The Temporal UI can filter exports by phase, days and missing days.' };
}
