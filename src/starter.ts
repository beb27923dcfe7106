import { Command, CommanderError } from 'commander';
import { addCancelCommand } from './cli/cancel-command';
import { addChangeCommand } from './cli/change-command';
import { addExportCommand } from './cli/export-command';
import { addListCommand } from './cli/list-command';
import { addPauseCommands } from './cli/pause-command';
import { addQuotaCommand } from './cli/quota-command';
import { addResubmitCommand } from './cli/resubmit-command';
import { OrderRefused } from './cli/send-order';
import { addStatusCommand } from './cli/status-command';
import { UsageError } from './cli/usage-error';
import { TemporalUnreachable } from './temporal';

const USAGE_EXIT_CODE = 2;

/** The command line: exit code 0 done, 1 failed or days missing, 2 usage. */
async function main(): Promise<void> {
  const program = new Command('starter')
    .description('Export years of Twilio history by BulkExport custom jobs.')
    .showHelpAfterError('(--help shows the options and examples)')
    .exitOverride();
  addExportCommand(program);
  addStatusCommand(program);
  addListCommand(program);
  addPauseCommands(program);
  addCancelCommand(program);
  addResubmitCommand(program);
  addChangeCommand(program);
  addQuotaCommand(program);
  for (const command of program.commands) command.exitOverride();
  await program.parseAsync();
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
  } else if (error instanceof UsageError) {
    for (const problem of error.problems) console.error(problem);
    process.exitCode = USAGE_EXIT_CODE;
  } else {
    const isExpected = error instanceof TemporalUnreachable || error instanceof OrderRefused;
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  }
});
