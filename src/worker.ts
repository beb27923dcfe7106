import { Command } from 'commander';
import { TemporalUnreachable } from './client/connection';
import { LabelInUse } from './runtime/check-label';
import { CannotListen } from './runtime/health-server';
import { cleanEnvironment } from './settings/environment';
import { readSettings, SettingsError } from './settings/settings';

const USAGE_EXIT_CODE = 2;

const EXPECTED = [SettingsError, TemporalUnreachable, LabelInUse, CannotListen];

const SETTINGS = `
The settings come from the environment: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TEMPORAL_ADDRESS and others;
docs/settings.md lists them. Ctrl-C stops the worker; exports go on when it is back.`;

/** A worker: exit code 0 stopped, 1 failed, 2 usage. */
async function main(): Promise<void> {
  const { checkSettings } = new Command('dayhaul worker')
    .description('Run a worker, which does what exports need, until it is stopped.')
    .option('--check-settings', 'tell what is wrong with the settings, and start nothing')
    .addHelpText('after', SETTINGS)
    .showHelpAfterError('(--help shows the options)')
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
  console.error(isExpected ? (error as Error).message : error);
  process.exit(error instanceof SettingsError ? USAGE_EXIT_CODE : 1);
});
