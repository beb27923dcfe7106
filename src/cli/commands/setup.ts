import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { ensureSearchAttributes } from '../../client/ensure-search-attributes';
import { answerOrder } from '../output/print';

const EXAMPLE = `
Example:
  setup

Everything works without them. With them, Temporal's list of workflows finds exports by resource type, phase, days, final
and missing days: DayhaulMissingDays > 0, or DayhaulPhase = 'stuck'. Exports begun before are not found so.`;

/** Add `setup`: make exports searchable in a namespace. */
export function addSetupCommand(program: Command): void {
  program
    .command('setup')
    .description('add the search attributes by which the Temporal UI finds exports')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', EXAMPLE)
    .action(async ({ json }: { json?: boolean }) => {
      const { added, namespace } = await withTemporal(async ({ client, namespace }) => ({
        added: await ensureSearchAttributes(client),
        namespace,
      }));
      const answer =
        added.length > 0
          ? `Added to namespace ${namespace}: ${added.join(', ')}.`
          : 'All of it is there already.';
      answerOrder({ namespace, added }, answer, json, ['doctor', 'list']);
    });
}
