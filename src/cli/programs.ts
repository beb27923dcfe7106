import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { ownName } from '../client/own-command';

/** Programs of the build that have a command, too; each reads its command line itself. */
const PROGRAMS = {
  worker: { summary: 'run a worker, which does what exports need', script: 'worker.js' },
  up: { summary: 'run Temporal, its UI and a worker on this machine', script: 'up/main.js' },
  demo: { summary: 'show a three-year export on a simulated Twilio', script: 'demo/main.js' },
  simulator: { summary: 'run a simulated Twilio', script: 'simulator/main.js' },
};

/** Add the programs as commands. They run in this process: a signal reaches them once, as if they had been started. */
export function addPrograms(program: Command): void {
  for (const [name, { summary, script }] of Object.entries(PROGRAMS)) {
    program
      .command(name)
      .description(summary)
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
