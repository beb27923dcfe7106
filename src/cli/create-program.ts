import { Command } from 'commander';
import { addCancelCommand } from './cancel-command';
import { addChangeCommand } from './change-command';
import { addDoctorCommand } from './doctor/doctor-command';
import { addExportCommand } from './export-command';
import { addListCommand } from './list-command';
import { addPauseCommands } from './pause-command';
import { addQuotaCommand } from './quota-command';
import { addResubmitCommand } from './resubmit-command';
import { addScheduleCommand } from './schedule-command';
import { addSetupCommand } from './setup-command';
import { addStatusCommand } from './status-command';
import { addVerifyCommand } from './verify-command';
import { addWatchCommand } from './watch-command';

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
