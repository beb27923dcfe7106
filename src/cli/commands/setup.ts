import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { ensureSearchAttributes } from '../../client/search-attributes';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import { addAction } from '../action';
import { describeViews, listViews } from '../output/list-views';
import { uiListAddress } from '../output/ui-address';

const DESCRIPTION = `The attributes are optional. With them, the Temporal UI filters exports by resource type, phase, days, final
days and missing days, for example DayhaulMissingDays > 0 or DayhaulPhase = 'stuck'. Exports that started earlier cannot be
filtered.`;

/** Define `setup`. */
export function define(command: Command): void {
  addAction(command.description(DESCRIPTION), ['setup'], () =>
    withTemporal(async (temporal) => {
      const { client, namespace } = temporal;
      const added = await ensureSearchAttributes(client);
      const views = listViews(uiListAddress(process.env, temporal));
      const answer =
        added.length > 0
          ? `Added to namespace ${namespace}: ${added.join(', ')}.`
          : `Namespace ${namespace} already has all search attributes.`;
      const lines = [answer, '', ...describeViews(views, Object.keys(SEARCH_ATTRIBUTES))];
      return { facts: { namespace, added, views }, lines, next: [['doctor'], ['list']] };
    }),
  );
}
