import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { ensureSearchAttributes } from '../../client/ensure-search-attributes';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

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
      const { added, namespace } = await withTemporal(async ({ client, namespace }) => ({
        added: await ensureSearchAttributes(client),
        namespace,
      }));
      const answer =
        added.length > 0
          ? `Added to namespace ${namespace}: ${added.join(', ')}.`
          : `Namespace ${namespace} already has all search attributes.`;
      printResult({ namespace, added }, answer, json, [['doctor'], ['list']]);
    });
}
