import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { ownName, useAccountsFile } from '../client/own-command';
import { VERSION } from '../version';
import { styleCommand } from './output/style-command';

/** All commands, in the order of the help. One is loaded when it is used: the clients of Temporal and S3 take long to load. */
const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<{ define(command: Command): void }> }>> = {
  export: { summary: 'Export a range of days', load: () => import('./commands/export.js') },
  status: { summary: 'Show the state of an export', load: () => import('./commands/status.js') },
  watch: { summary: 'Follow an export, job by job', load: () => import('./commands/watch.js') },
  list: { summary: 'List exports', load: () => import('./commands/list.js') },
  pause: { summary: 'Pause an export', load: async () => ({ define: (await import('./commands/pause.js')).definePause }) },
  resume: { summary: 'Resume a paused export', load: async () => ({ define: (await import('./commands/pause.js')).defineResume }) },
  change: { summary: 'Change the options of a running export', load: () => import('./commands/change.js') },
  resubmit: { summary: 'Request missing days again', load: () => import('./commands/resubmit.js') },
  cancel: { summary: 'Cancel an export and delete its unfinished jobs at Twilio', load: () => import('./commands/cancel.js') },
  schedule: { summary: 'Manage scheduled exports', load: () => import('./commands/schedule/schedule.js') },
  accounts: { summary: 'List and check the accounts of the accounts file', load: () => import('./commands/accounts.js') },
  group: { summary: 'Show when the archives of a group are complete', load: () => import('./commands/group.js') },
  jobs: { summary: 'List, show and delete jobs at Twilio', load: () => import('./commands/jobs.js') },
  days: { summary: 'List day files at Twilio', load: () => import('./commands/days.js') },
  quota: { summary: 'Show or limit the days requested per UTC day', load: () => import('./commands/quota.js') },
  verify: { summary: 'Check an archive for gaps and damage', load: () => import('./commands/archive/verify.js') },
  freshness: { summary: 'Check that an archive is up to date', load: () => import('./commands/archive/freshness.js') },
  notify: { summary: 'Test the notifications of the worker', load: () => import('./commands/notify.js') },
  setup: { summary: 'Add search attributes for the Temporal UI', load: () => import('./commands/setup.js') },
  doctor: { summary: 'Check the setup and suggest fixes', load: () => import('./commands/doctor/doctor.js') },
};

/** Other programs of the build that are also commands. Each parses its own command line. */
const PROGRAMS = {
  worker: { summary: 'Run a worker', script: 'worker.js' },
  'codec-server': { summary: 'Decrypt data for the Temporal UI', script: 'codec-server/main.js' },
  up: { summary: 'Run Temporal, its UI and a worker on this machine', script: 'up/main.js' },
  demo: { summary: 'Run a three-year export with a simulated Twilio', script: 'demo/main.js' },
  simulator: { summary: 'Run a simulated Twilio', script: 'simulator/main.js' },
};

/** Create the command line. It throws a CommanderError where commander would end the process. */
export function createProgram(): Command {
  const program = styleCommand(new Command('dayhaul'))
    .description('Export years of Twilio history with BulkExport custom jobs')
    .version(VERSION, '--version', 'Show the version')
    .option('--config <file>', 'Accounts file (default: DAYHAUL_CONFIG, or dayhaul.yaml)')
    .exitOverride()
    .hook('preSubcommand', (_program, command) => {
      const { config } = program.opts<{ config?: string }>();
      if (config !== undefined) useAccountsFile(config);
      return defineCommand(command);
    });
  for (const [name, { summary }] of Object.entries(COMMANDS)) program.command(name).summary(summary);
  for (const [name, { summary, script }] of Object.entries(PROGRAMS)) {
    program
      .command(name)
      .summary(summary)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .action((_options: unknown, { args }: Command) => runProgram(script, args));
  }
  program
    .helpCommand(false) // commander's own shows a command without its options, which are not loaded yet
    .command('help')
    .summary('Show the help of a command')
    .argument('[command]')
    .action(async (name?: string) => {
      await program.parseAsync(name === undefined ? ['--help'] : [name, '--help'], { from: 'user' });
    });
  return program;
}

/** Load the description, the options and the action of a command. */
export async function defineCommand(command: Command): Promise<void> {
  (await COMMANDS[command.name()]?.load())?.define(command);
}

/** In this process, so that it receives each signal once. */
async function runProgram(script: string, args: readonly string[]): Promise<void> {
  const path = join(__dirname, '..', script);
  process.env['DAYHAUL_COMMAND'] = ownName();
  process.argv.splice(1, process.argv.length, path, ...args);
  await import(pathToFileURL(path).href);
}
