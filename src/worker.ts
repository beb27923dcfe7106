import './runtime/small-heaps'; // before anything else is loaded
import { Command } from 'commander';
import { endWithReader } from './cli/output/print';
import { styleCommand } from './cli/output/style-command';
import { describeFailure } from './client/failures/describe-failure';
import { CannotListen } from './runtime/health-server';
import { processLog } from './runtime/process-log';
import { emptyReferences } from './settings/accounts-file';
import { cleanEnvironment, present } from './settings/environment';
import { readSettings } from './settings/settings';
import { SettingsError } from './settings/settings-error';

const USAGE_EXIT_CODE = 2;

const EXPECTED = [SettingsError, CannotListen];

const DESCRIPTION = `Executes exports: sends requests to Twilio and downloads files. Settings come from environment
variables such as TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TEMPORAL_ADDRESS. An accounts file replaces the account.

Ctrl-C stops the worker. Exports continue when a worker runs again.`;

// Each download waits for the disk in a thread of this pool, and the default of 4 is less than the downloads of an export.
process.env['UV_THREADPOOL_SIZE'] ??= '16';
endWithReader();
cleanEnvironment(process.env);
const logFormat = present(process.env, 'DAYHAUL_LOG') === 'json' ? 'json' : 'text';
const write = (line: string) => process.stderr.write(`${line}\n`);
const writeLine = processLog(logFormat, write);

/** Run a worker: exit code 0 when stopped, 1 on failure, 2 on a usage error. */
async function main(): Promise<void> {
  const { checkSettings, config } = styleCommand(new Command('dayhaul worker'))
    .summary('Run a worker')
    .description(DESCRIPTION)
    .option('--check-settings', 'Validate the settings without starting the worker')
    .option('--config <file>', 'Accounts file (default: DAYHAUL_CONFIG, or dayhaul.yaml)')
    .configureOutput({ writeErr: (text) => writeLine('ERROR', text.trimEnd()) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_EXIT_CODE))
    .parse()
    .opts<{ checkSettings?: boolean; config?: string }>();
  if (config !== undefined) process.env['DAYHAUL_CONFIG'] = config;
  const settings = readSettings(process.env);
  const empty = 'groups' in settings.served ? emptyReferences(settings.served, process.env) : [];
  if (checkSettings && empty.length > 0) throw new SettingsError(empty);
  if (checkSettings) return;
  for (const problem of empty) writeLine('WARN', problem);
  const { runWorker } = await import('./runtime/run-worker.js');
  await runWorker(settings, write, writeLine);
}

main().catch((error: unknown) => {
  const isExpected = EXPECTED.some((expected) => error instanceof expected);
  const message = (isExpected ? (error as Error).message : describeFailure(error)) ?? String((error as Error).stack);
  writeLine('ERROR', logFormat === 'json' ? message : `Error: ${message}`);
  process.exit(error instanceof SettingsError ? USAGE_EXIT_CODE : 1);
});
