import { ownCommand } from '../../../client/own-command';
import { SEARCH_ATTRIBUTES } from '../../../contract/search-attributes';
import { formatDays } from '../../../domain/format';
import { skipped, type CheckResult } from './check';
import type { Diagnostics } from './diagnostics';

/** Whether Temporal answers, and which it is. */
export function temporalCheck({ temporal }: Diagnostics): CheckResult {
  const check = 'Temporal';
  if (temporal.problem !== undefined) return { check, state: 'failed', message: temporal.problem };
  const { address, namespace, serverVersion, retentionDays } = temporal;
  const kept =
    retentionDays === undefined ? '' : `; it remembers closed exports for ${formatDays(retentionDays)}`;
  return {
    check,
    state: 'ok',
    message: `Server ${serverVersion} at ${address}, namespace ${namespace}${kept}.`,
  };
}

/** Whether exports can be searched for; everything works without. */
export function searchCheck({ searchAttributes }: Diagnostics): CheckResult {
  const check = 'Search';
  if (!searchAttributes) return skipped(check, 'Temporal');
  if ('problem' in searchAttributes) return { check, state: 'note', message: searchAttributes.problem };
  const { missing, mistyped } = searchAttributes;
  if (mistyped.length > 0) {
    const types = mistyped.map((name) => `${name} (${SEARCH_ATTRIBUTES[name]})`).join(', ');
    const message = `Search attributes of another type than Dayhaul's: ${mistyped.join(', ')}.`;
    return {
      check,
      state: 'failed',
      message,
      remedy: `Remove them from the namespace, then add ${types}: ${ownCommand('setup')}`,
    };
  }
  if (missing.length > 0) {
    const message = "Temporal's list cannot be searched by what is missing; everything else works.";
    return { check, state: 'note', message, remedy: ownCommand('setup') };
  }
  return { check, state: 'ok', message: 'Exports are found by phase, days and what is missing.' };
}
