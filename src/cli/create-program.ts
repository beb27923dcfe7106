import { Command } from 'commander';
import { VERSION } from '../version';
import { COMMANDS } from './commands/commands';
import { styleCommand } from './output/style-command';
import { addPrograms } from './programs';

/**
 * Create the command line. It throws a CommanderError where commander would end the process. The options of a command are loaded
 * when the command is used, since the clients of Temporal and S3 take ten times as long to load as the rest.
 */
export function createProgram(): Command {
  const program = styleCommand(new Command('dayhaul'))
    .description('Export years of Twilio history with BulkExport custom jobs')
    .version(VERSION, '--version', 'Show the version')
    .exitOverride()
    .hook('preSubcommand', (_program, command) => defineCommand(command));
  for (const [name, { summary }] of Object.entries(COMMANDS)) program.command(name).summary(summary);
  addPrograms(program);
  program
    .helpCommand(false) // commander's own shows a command without its options, which are not loaded yet
    .command('help')
    .summary('Show the help of a command')
    .argument('[command]')
    .action(async (name?: string) => {
      await program.parseAsync(name === undefined ? ['--help'] : [name, '--help'], { from: 'user' });
    });
  return program;
}

/** Load the description, the options and the action of a command. */
export async function defineCommand(command: Command): Promise<void> {
  const define = await COMMANDS[command.name()]?.load();
  define?.(command);
}
