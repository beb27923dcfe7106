import { CommanderError } from 'commander';
import { createProgram } from './cli/create-program';
import { OrderRefused } from './cli/send-order';
import { UsageError } from './cli/usage-error';
import { TemporalUnreachable } from './temporal';

const USAGE_EXIT_CODE = 2;

/** The command line: exit code 0 done, 1 failed or days missing, 2 usage. */
createProgram()
  .parseAsync()
  .catch((error: unknown) => {
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
