import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { ensureSearchAttributes } from '../../client/ensure-search-attributes';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import { examples } from '../output/examples';
import { describeViews, listViews } from '../output/list-views';
import { printResult } from '../output/print';
import { uiListAddress } from '../output/ui-address';

const DESCRIPTION = `The attributes are optional. With them, the Temporal UI filters exports by resource type, phase, days, final
days and missing days, for example DayhaulMissingDays > 0 or DayhaulPhase = 'stuck'. Exports that started earlier cannot be
filtered.`;

/** Define `setup`. */
export function defineSetup(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('setup'))
    .action(async ({ json }: { json?: boolean }) => {
      const { added, namespace, listUrl } = await withTemporal(async (temporal) => ({
        added: await ensureSearchAttributes(temporal.client),
        namespace: temporal.namespace,
        listUrl: uiListAddress(process.env, temporal),
      }));
      const views = listViews(listUrl);
      const answer =
        added.length > 0
          ? `Added to namespace ${namespace}: ${added.join(', ')}.`
          : `Namespace ${namespace} already has all search attributes.`;
      const help = describeViews(views, Object.keys(SEARCH_ATTRIBUTES));
      printResult({ namespace, added, views }, [answer, '', ...help].join('\n'), json, [['doctor'], ['list']]);
    });
}
