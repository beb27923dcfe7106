import { Command } from 'commander';
import { addCancelCommand } from './commands/cancel';
import { addChangeCommand } from './commands/change';
import { addDoctorCommand } from './commands/doctor/doctor';
import { addExportCommand } from './commands/export';
import { addListCommand } from './commands/list';
import { addPauseCommands } from './commands/pause';
import { addQuotaCommand } from './commands/quota';
import { addResubmitCommand } from './commands/resubmit';
import { addScheduleCommand } from './commands/schedule/schedule';
import { addSetupCommand } from './commands/setup';
import { addStatusCommand } from './commands/status';
import { addVerifyCommand } from './commands/verify';
import { addWatchCommand } from './commands/watch';

/** The command line of the starter, which throws a CommanderError where commander would end the process. */
export function createProgram(): Command {
  const program = new Command('starter')
    .description('Export years of Twilio history by BulkExport custom jobs.')
    .showHelpAfterError('(--help shows the options and examples)')
    .exitOverride();
  addExportCommand(program);
  addStatusCommand(program);
  addWatchCommand(program);
  addListCommand(program);
  addPauseCommands(program);
  addChangeCommand(program);
  addResubmitCommand(program);
  addCancelCommand(program);
  addScheduleCommand(program);
  addQuotaCommand(program);
  addVerifyCommand(program);
  addSetupCommand(program);
  addDoctorCommand(program);
  return program;
}
