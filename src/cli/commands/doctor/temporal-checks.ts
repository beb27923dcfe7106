import { ownCommand } from '../../../client/own-command';
import { SEARCH_ATTRIBUTES } from '../../../contract/search-attributes';
import { spokenDays } from '../../../domain/format';
import { unknown, type CheckUp } from './check';
import type { Facts } from './diagnostics';

/** Whether Temporal answers, and which it is. */
export function temporalCheck({ temporal }: Facts): CheckUp {
  const check = 'Temporal';
  if (temporal.problem !== undefined) return { check, state: 'failed', words: temporal.problem };
  const { address, namespace, serverVersion, retentionDays } = temporal;
  const kept =
    retentionDays === undefined ? '' : `; it remembers closed exports for ${spokenDays(retentionDays)}`;
  return {
    check,
    state: 'ok',
    words: `Server ${serverVersion} at ${address}, namespace ${namespace}${kept}.`,
  };
}

/** Whether exports can be searched for; everything works without. */
export function searchCheck({ searchAttributes }: Facts): CheckUp {
  const check = 'Search';
  if (!searchAttributes) return unknown(check, 'Temporal');
  if ('problem' in searchAttributes) return { check, state: 'note', words: searchAttributes.problem };
  const { missing, mistyped } = searchAttributes;
  if (mistyped.length > 0) {
    const types = mistyped.map((name) => `${name} (${SEARCH_ATTRIBUTES[name]})`).join(', ');
    const words = `Search attributes of another type than Dayhaul's: ${mistyped.join(', ')}.`;
    return {
      check,
      state: 'failed',
      words,
      remedy: `Remove them from the namespace, then add ${types}: ${ownCommand('setup')}`,
    };
  }
  if (missing.length > 0) {
    const words = "Temporal's list cannot be searched by what is missing; everything else works.";
    return { check, state: 'note', words, remedy: ownCommand('setup') };
  }
  return { check, state: 'ok', words: 'Exports are found by phase, days and what is missing.' };
}
