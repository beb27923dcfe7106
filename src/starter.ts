#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ArchiveError } from './archive/stores/archive-error';
import { createProgram } from './cli/create-program';
import { UsageError } from './cli/input/usage-error';
import { cleanEnvironment } from './settings/environment';

const USAGE_EXIT_CODE = 2;

/** Whether an error is not a bug, so that its message is enough. */
async function isExpected(error: unknown): Promise<boolean> {
  const { TemporalUnreachable } = await import('./client/connection.js');
  const { CommandError } = await import('./client/send-command.js');
  return [TemporalUnreachable, CommandError, ArchiveError].some((expected) => error instanceof expected);
}

/** The command line: exit code 0 on success, 1 on failure or missing days, 2 on a usage error. */
cleanEnvironment(process.env);
createProgram()
  .parseAsync()
  .catch(async (error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    } else if (error instanceof UsageError) {
      for (const problem of error.problems) console.error(`Error: ${problem}`);
      process.exitCode = USAGE_EXIT_CODE;
    } else {
      console.error((await isExpected(error)) ? `Error: ${(error as Error).message}` : error);
      process.exitCode = 1;
    }
  });
