import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { ensureSearchAttributes } from '../../client/ensure-search-attributes';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

const NOTE = `
Everything works without them. With them, Temporal's list of workflows finds exports by resource type, phase, days, final
and missing days: DayhaulMissingDays > 0, or DayhaulPhase = 'stuck'. Exports begun before are not found so.`;

/** Define `setup`: make exports searchable in a namespace. */
export function defineSetup(command: Command): void {
  command
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples('setup'))
    .addHelpText('after', NOTE)
    .action(async ({ json }: { json?: boolean }) => {
      const { added, namespace } = await withTemporal(async ({ client, namespace }) => ({
        added: await ensureSearchAttributes(client),
        namespace,
      }));
      const answer =
        added.length > 0
          ? `Added to namespace ${namespace}: ${added.join(', ')}.`
          : 'All of it is there already.';
      printResult({ namespace, added }, answer, json, [['doctor'], ['list']]);
    });
}
