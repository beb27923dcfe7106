import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { ensureSearchAttributes } from '../../client/search-attributes';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import { addAction } from '../action';
import { uiListAddress } from '../output/ui-address';

const DESCRIPTION = `The attributes are optional. With them, the Temporal UI filters exports by resource type, phase, days, final
days and missing days, for example DayhaulMissingDays > 0 or DayhaulPhase = 'stuck'. Exports that started earlier cannot be
filtered.`;

const EXPORTS = 'WorkflowType = "exportDayRange"';

/** Views of Temporal's list of workflows, which leave out the quotas and the checks of `doctor`. */
const QUERIES = {
  'All exports': EXPORTS,
  'Running exports': `${EXPORTS} AND ExecutionStatus = "Running"`,
  'Exports with missing days': `${EXPORTS} AND DayhaulMissingDays > 0`,
  'Stuck exports': `${EXPORTS} AND DayhaulPhase = "stuck"`,
};

export function define(command: Command): void {
  addAction(command.description(DESCRIPTION), ['setup'], () =>
    withTemporal(async (temporal) => {
      const { client, namespace } = temporal;
      const added = await ensureSearchAttributes(client);
      const list = uiListAddress(process.env, temporal);
      const urlOf = (query: string) => list && `${list}?query=${encodeURIComponent(query)}`;
      const views = Object.entries(QUERIES).map(([name, query]) => ({ name, query, url: urlOf(query) }));
      const complete = `Namespace ${namespace} already has all search attributes.`;
      const lines = [
        added.length > 0 ? `Added to namespace ${namespace}: ${added.join(', ')}.` : complete,
        '',
        'Show the columns in the Temporal UI: open Workflows, click Configure Columns (the gear), and add',
        `  ${Object.keys(SEARCH_ATTRIBUTES).join(', ')}`,
        '',
        `Views: ${list === undefined ? 'enter the query in the Temporal UI' : 'open the link'} and click Save as New View.`,
        ...views.map(({ name, query, url }) => `  ${name.padEnd(27)}${url ?? query}`),
      ];
      return { facts: { namespace, added, views }, lines, next: [['doctor'], ['list']] };
    }),
  );
}
