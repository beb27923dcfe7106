import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { formatOption } from '../../domain/request/format-option';
import { sendToExport } from '../../client/exports/send-to-export';
import { changeSettingsUpdate } from '../../contract/messages';
import { flagOf, type ExportOptions } from '../../domain/request/export-options';
import { validateNewOptions } from '../../domain/request/validate-options';
import { addChangeableOptions, parseOptionFlags, type OptionFlags } from '../input/option-flags';
import { UsageError } from '../input/usage-error';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

/** Define `change`. */
export function defineChange(command: Command): void {
  command
    .description('Omitted options keep their current values.')
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--json', 'Print JSON to stdout');
  addChangeableOptions(command)
    .option('--no-newest-first', 'Export the oldest days first')
    .option('--no-allow-missing', 'Fail if days are missing')
    .addHelpText('after', examples('change export-default-Messages-2024-01-01..2024-03-31 --open-jobs 2 --poll-max 5m'))
    .action(async (workflowId: string, { json, ...flags }: OptionFlags & { json?: boolean }) => {
      await change(workflowId, flags, json);
    });
}

async function change(workflowId: string, flags: OptionFlags, json: boolean | undefined): Promise<void> {
  const problems: string[] = [];
  const changes = parseOptionFlags(flags, problems);
  const names = Object.keys(changes) as (keyof ExportOptions)[];
  if (names.length === 0 && problems.length === 0) problems.push('No option to change. Add at least one, such as --open-jobs 2.');
  problems.push(...validateNewOptions(changes));
  if (problems.length > 0) throw new UsageError(problems);
  const options = await withTemporal(({ client }) =>
    sendToExport(client, workflowId, (handle) => handle.executeUpdate(changeSettingsUpdate, { args: [changes] })),
  );
  const changed = names.map((name) => `${flagOf(name)} ${formatOption(name, options[name])}`).join(', ');
  printResult({ workflowId, options }, `${workflowId} now uses ${changed}.`, json, [['status', workflowId]]);
}
