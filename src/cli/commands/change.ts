import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendToExport } from '../../client/exports/send-to-export';
import { changeSettingsUpdate } from '../../contract/messages';
import { flagOf, formatOption, type ExportOptions } from '../../domain/request/export-options';
import { validateNewOptions } from '../../domain/request/validate-options';
import { addExportAction, type Flags, type Result } from '../action';
import { addOptions, CHANGEABLE, parseOptionFlags } from '../input/option-flags';
import { UsageError } from '../input/usage-error';

const EXAMPLE = 'change export-default-Messages-2024-01-01..2024-03-31 --open-jobs 2 --poll-max 5m';

export function define(command: Command): void {
  command.description('Omitted options keep their current values.');
  addOptions(addExportAction(command, EXAMPLE, change), CHANGEABLE)
    .option('--no-newest-first', 'Export the oldest days first')
    .option('--no-allow-missing', 'Fail if days are missing');
}

async function change(workflowId: string, flags: Flags): Promise<Result> {
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
  return { facts: { workflowId, options }, lines: [`${workflowId} now uses ${changed}.`], next: [['status', workflowId]] };
}
