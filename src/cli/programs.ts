import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { ownName } from '../client/own-command';

/** Other programs of the build that are also commands. Each parses its own command line. */
const PROGRAMS = {
  worker: { summary: 'Run a worker', script: 'worker.js' },
  up: { summary: 'Run Temporal, its UI and a worker on this machine', script: 'up/main.js' },
  demo: { summary: 'Run a three-year export with a simulated Twilio', script: 'demo/main.js' },
  simulator: { summary: 'Run a simulated Twilio', script: 'simulator/main.js' },
};

/** Add the programs as commands. They run in this process, so that they receive each signal once. */
export function addPrograms(program: Command): void {
  for (const [name, { summary, script }] of Object.entries(PROGRAMS)) {
    program
      .command(name)
      .summary(summary)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (_options: unknown, command: Command) => {
        const path = join(__dirname, '..', script);
        process.env['DAYHAUL_COMMAND'] = ownName();
        process.argv.splice(1, process.argv.length, path, ...command.args);
        await import(pathToFileURL(path).href);
      });
  }
}
