import { Command } from 'commander';
import { styleCommand } from './cli/output/style-command';
import { TemporalUnreachable } from './client/connection';
import { LabelInUse } from './runtime/check-label';
import { UnsupportedServer } from './runtime/check-server';
import { CannotListen } from './runtime/health-server';
import { cleanEnvironment } from './settings/environment';
import { readSettings, SettingsError } from './settings/settings';

const USAGE_EXIT_CODE = 2;

const EXPECTED = [SettingsError, TemporalUnreachable, UnsupportedServer, LabelInUse, CannotListen];

const DESCRIPTION = `Executes exports: sends requests to Twilio and downloads files. Settings come from environment
variables such as TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TEMPORAL_ADDRESS.

Ctrl-C stops the worker. Exports continue when a worker runs again.`;

/** Run a worker: exit code 0 when stopped, 1 on failure, 2 on a usage error. */
async function main(): Promise<void> {
  const { checkSettings } = styleCommand(new Command('dayhaul worker'))
    .summary('Run a worker')
    .description(DESCRIPTION)
    .option('--check-settings', 'Validate the settings without starting the worker')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_EXIT_CODE))
    .parse()
    .opts<{ checkSettings?: boolean }>();
  cleanEnvironment(process.env);
  const settings = readSettings(process.env);
  if (checkSettings) return;
  const { runWorker } = await import('./runtime/run-worker.js');
  await runWorker(settings, console.error);
}

main().catch((error: unknown) => {
  const isExpected = EXPECTED.some((expected) => error instanceof expected);
  console.error(isExpected ? `Error: ${(error as Error).message}` : error);
  process.exit(error instanceof SettingsError ? USAGE_EXIT_CODE : 1);
});
