import { ownCommand } from '../../../client/own-command';
import { SEARCH_ATTRIBUTES } from '../../../contract/search-attributes';
import { formatDays } from '../../../domain/format';
import type { Diagnostics, Verdict } from './collect-diagnostics';

export function judgeTemporal(temporal: Diagnostics['temporal']): Verdict {
  if ('problem' in temporal) return { state: 'failed', message: temporal.problem };
  const { address, namespace, serverVersion, retentionDays, missingSupport } = temporal;
  if (missingSupport !== undefined) return { state: 'failed', message: missingSupport };
  const kept = retentionDays === undefined ? '' : ` Closed exports are kept for ${formatDays(retentionDays)}.`;
  return { state: 'ok', message: `Server ${serverVersion} at ${address}, namespace ${namespace}.${kept}` };
}

/** Whether the Temporal UI can filter exports. Exports work without it. */
export function judgeSearch(searchAttributes: NonNullable<Diagnostics['searchAttributes']>): Verdict {
  if ('problem' in searchAttributes) return { state: 'note', message: searchAttributes.problem };
  const { missing, mistyped } = searchAttributes;
  if (mistyped.length > 0) {
    const types = mistyped.map((name) => `${name} (${SEARCH_ATTRIBUTES[name]})`).join(', ');
    const message = `Search attributes with the wrong type: ${mistyped.join(', ')}.`;
    return { state: 'failed', message, remedy: `Remove them from the namespace, then add ${types}: ${ownCommand('setup')}` };
  }
  if (missing.length > 0) {
    const message = 'Search attributes are not installed, so the Temporal UI cannot filter exports.';
    return { state: 'note', message, remedy: ownCommand('setup') };
  }
  return { state: 'ok', message: 'The Temporal UI can filter exports by phase, days and missing days.' };
}

/** Whether the workflows of exports and of their quota make progress: a verdict for each that does not. */
export function judgeExports(failing: NonNullable<Diagnostics['failing']>): Verdict[] {
  if (failing.length === 0) return [{ state: 'ok', message: 'No failing workflow tasks.' }];
  return failing.map(({ workflowId, problem, remedy }) => ({ state: 'failed', message: `${workflowId}: ${problem}`, remedy }));
}
