import type { Command } from 'commander';
import { ownName } from '../client/own-command';
import type { Flags } from './input/flags';
import { printResult, type Result } from './output/print';

/** Complete a command with `--json`, its examples, and what it does. Its result is printed and sets the exit code. */
export function addAction(
  command: Command,
  examples: readonly string[],
  act: (flags: Flags, argument: string, ...more: readonly string[]) => Promise<Result>,
  json = 'Print JSON to stdout',
): Command {
  const title = examples.length === 1 ? 'Example:' : 'Examples:';
  return command
    .option('--json', json)
    .addHelpText('after', () => ['', title, ...examples.map((example) => `  ${ownName()} ${example}`)].join('\n'))
    .action(async () => {
      const flags = command.opts<Flags>();
      const [argument = '', ...more] = command.args;
      const result = await act(flags, argument, ...more);
      printResult(result, flags.json);
      if (result.exitCode !== undefined) process.exitCode = result.exitCode;
    });
}

export function addExportAction(
  command: Command,
  example: string,
  act: (workflowId: string, flags: Flags) => Promise<Result>,
  json?: string,
): Command {
  command.argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`');
  return addAction(command, [example], (flags, workflowId) => act(workflowId, flags), json);
}
