import { Command } from 'commander';
import { styleCommand } from '../src/cli/output/style-command';

const USAGE_EXIT_CODE = 2;

/** The options of `dayhaul demo`. */
export interface CommandLine {
  readonly stay?: boolean;
}

/** Parse the command line of this process. Exits after --help, or with exit code 2 on a usage error. */
export function readCommandLine(): CommandLine {
  return styleCommand(new Command('dayhaul demo'))
    .summary('Run a three-year export with a simulated Twilio')
    .description('Starts Temporal, a simulated Twilio and a worker, and exports three years in about a minute.')
    .option('--stay', 'Keep Temporal, its UI and the archive until Ctrl-C')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_EXIT_CODE))
    .parse()
    .opts<CommandLine>();
}
