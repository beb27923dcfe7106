import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { formatOption } from '../../domain/request/format-option';
import { sendCommand } from '../../client/send-command';
import { changeSettingsUpdate } from '../../contract/messages';
import { flagOf, type ExportOptions } from '../../domain/request/export-options';
import { addChangeableOptions, parseOptionFlags, type OptionFlags } from '../input/option-flags';
import { UsageError } from '../input/usage-error';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

/** Define `change`: other options for an export that runs. */
export function defineChange(command: Command): void {
  command.argument('<workflow-id>', 'as printed by export and list').option('--json', 'print JSON on stdout');
  addChangeableOptions(command)
    .option('--no-newest-first', 'begin with the oldest days')
    .option('--no-allow-missing', 'fail when days are missing')
    .addHelpText(
      'after',
      examples('change export-default-Messages-2024-01-01..2024-03-31 --open-jobs 2 --poll-max 5m'),
    )
    .action(async (workflowId: string, { json, ...flags }: OptionFlags & { json?: boolean }) => {
      await change(workflowId, flags, json);
    });
}

async function change(workflowId: string, flags: OptionFlags, json: boolean | undefined): Promise<void> {
  const problems: string[] = [];
  const changes = parseOptionFlags(flags, problems);
  const names = Object.keys(changes) as (keyof ExportOptions)[];
  if (names.length === 0 && problems.length === 0)
    problems.push('Say what to change, such as --open-jobs 2.');
  if (problems.length > 0) throw new UsageError(problems);
  const options = await withTemporal(({ client }) =>
    sendCommand(client, workflowId, (handle) =>
      handle.executeUpdate(changeSettingsUpdate, { args: [changes] }),
    ),
  );
  const told = names.map((name) => `${flagOf(name)} ${formatOption(name, options[name])}`).join(', ');
  printResult({ workflowId, options }, `${workflowId} goes on with ${told}.`, json, [['status', workflowId]]);
}
