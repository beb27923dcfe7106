#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ArchiveError } from './archive/stores/store';
import { createProgram } from './cli/create-program';
import { UsageError } from './cli/input/usage-error';
import { endWithReader } from './cli/output/print';
import { cleanEnvironment } from './settings/environment';
import { SettingsError } from './settings/settings-error';

const USAGE_EXIT_CODE = 2;

/** The command line: exit code 0 on success, 1 on failure or missing days, 2 on a usage error. */
endWithReader();
cleanEnvironment(process.env);
createProgram()
  .parseAsync()
  .catch(async (error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    } else if (error instanceof UsageError || error instanceof SettingsError) {
      for (const problem of error.problems) console.error(`Error: ${problem}`);
      process.exitCode = USAGE_EXIT_CODE;
    } else {
      const { describeFailure } = await import('./client/failures/describe-failure.js');
      const message = error instanceof ArchiveError ? error.message : describeFailure(error);
      console.error(message === undefined ? error : `Error: ${message}`);
      process.exitCode = 1;
    }
  });
