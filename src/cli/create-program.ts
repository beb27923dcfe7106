import { Command } from 'commander';
import { VERSION } from '../version';
import { COMMANDS } from './commands/commands';
import { addPrograms } from './programs';

/**
 * The command line, which throws a CommanderError where commander would end the process. A command knows its options
 * only when it is asked for: the clients of Temporal and S3 take ten times as long to load as all the rest.
 */
export function createProgram(): Command {
  const program = new Command('dayhaul')
    .description('Export years of Twilio history by BulkExport custom jobs.')
    .version(VERSION, '--version', 'print the version')
    .showHelpAfterError('(--help shows the options and examples)')
    .exitOverride()
    .hook('preSubcommand', (_program, command) => defineCommand(command));
  for (const [name, { summary }] of Object.entries(COMMANDS)) program.command(name).description(summary);
  addPrograms(program);
  program
    .helpCommand(false) // commander's own shows a command without what it gets when it is asked for
    .command('help')
    .description('show the help of a command')
    .argument('[command]')
    .action(async (name?: string) => {
      await program.parseAsync(name === undefined ? ['--help'] : [name, '--help'], { from: 'user' });
    });
  return program;
}

/** Give a command of the program its options, and what it does. */
export async function defineCommand(command: Command): Promise<void> {
  const define = await COMMANDS[command.name()]?.load();
  define?.(command);
}
