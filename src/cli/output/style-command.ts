import { Help, type Command } from 'commander';

/** Set the layout of the help and of error messages. Subcommands inherit both. */
export function styleCommand(command: Command): Command {
  return command
    .configureHelp({ commandDescription: () => '', formatHelp })
    .configureOutput({ outputError: (message, write) => write(message.replace(/^error:/, 'Error:')) })
    .helpOption('-h, --help', 'Show help')
    .showHelpAfterError('(--help shows the options)');
}

/** Summary and description, then usage and commander's lists. */
function formatHelp(command: Command, helper: Help): string {
  const paragraphs = `${command.summary()}\n\n${command.description()}`.trim().split(/\n\n+/);
  const width = helper.helpWidth ?? 80;
  const intro = paragraphs.map((text) => helper.boxWrap(text.replaceAll('\n', ' '), width));
  return `${intro.join('\n\n')}\n\n${Help.prototype.formatHelp.call(helper, command, helper)}`;
}
