import { Command } from 'commander';

const USAGE_EXIT_CODE = 2;

/** What `dayhaul demo` is told. */
export interface CommandLine {
  readonly stay?: boolean;
}

/** Read the command line of this process; ends it when help was asked for, or with exit code 2. */
export function readCommandLine(): CommandLine {
  return new Command('dayhaul demo')
    .description(
      'Show a three-year export on a Temporal and a simulated Twilio of its own, in about a minute.',
    )
    .option('--stay', 'leave Temporal, its UI and the archive there until Ctrl-C')
    .showHelpAfterError('(--help shows the options)')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_EXIT_CODE))
    .parse()
    .opts<CommandLine>();
}
