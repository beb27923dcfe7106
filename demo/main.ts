import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../simulator/accounts/account';
import { byDuration } from '../simulator/jobs/job-life';
import { formatReport } from '../simulator/log/format-report';
import { startSimulator } from '../simulator/start-simulator';
import { dayhaulCommand } from '../tools/programs/dayhaul-command';
import { isolatedEnvironment } from '../tools/programs/isolated-environment';
import { startProgram } from '../tools/programs/start-program';
import { startTemporal } from '../tools/temporal-server/start-temporal';
import { readCommandLine, type CommandLine } from './command-line';
import { planFaults } from './faults';

const LIB = join(__dirname, '..');

/** Intervals of seconds instead of minutes and hours. */
const EXPORT = [
  'export',
  '--follow',
  ...['--resource-type', 'Messages', '--from', '2021-01-01', '--to', '2023-12-31', '--days-per-chunk', '30'],
  ...['--poll-min', '500ms', '--poll-max', '2s', '--resubmit-after', '2s', '--ambiguity-wait', '3s'],
];

/** Run a three-year export with its own Temporal server and a simulated Twilio, in about a minute. */
async function main({ stay }: CommandLine, closing: (() => Promise<void>)[]): Promise<void> {
  console.log('Starting Temporal, a simulated Twilio and a worker…');
  const temporal = await startTemporal({ ui: true, onProgress: console.log });
  closing.push(() => temporal.stop());
  const simulator = await startSimulator({ jobLife: byDuration({ jobMs: 4000 }) });
  closing.push(() => simulator.close());
  const faults = planFaults(simulator);

  const env = isolatedEnvironment({
    TEMPORAL_ADDRESS: temporal.address,
    DAYHAUL_UI_URL: temporal.uiUrl ?? '',
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
    TWILIO_BULK_EXPORTS_URL: simulator.origin,
    DAYHAUL_QUOTA_DAYS: 'none', // three years in a minute
    DAYHAUL_CONFIG: 'none',
  });
  const worker = await startProgram(join(LIB, 'worker.js'), [], { env });
  closing.push(() => worker.stop());
  console.log(`Temporal UI  ${temporal.uiUrl ?? ''}   ${temporal.version}, from ${temporal.source}`);
  console.log(`Faults       ${faults.join('\n             ')}\n`);

  const archive = await mkdtemp(join(tmpdir(), 'dayhaul-demo-'));
  closing.push(() => rm(archive, { recursive: true }));
  const args = [...EXPORT, '--archive', archive];
  const starter = await startProgram(join(LIB, 'starter.js'), args, { env, stdio: 'inherit' });
  closing.push(() => starter.stop());
  const exitCode = await Promise.race([starter.exit, worker.exit.then(() => 'worker' as const)]);
  if (isStopping) return;
  if (exitCode === 'worker') throw new Error(`The worker exited unexpectedly:\n${worker.stderr()}`);

  simulator.faults.assertAllHappened();
  console.log(`\nReport of the simulated Twilio:\n${formatReport(simulator.report())}`);
  console.log('\nVerification of the archive:');
  const verify = ['verify', '--archive', archive];
  await (
    await startProgram(join(LIB, 'starter.js'), verify, { env, stdio: 'inherit' })
  ).exit;
  console.log(
    `\nThe export failed with exit code ${exitCode ?? 'none'}, because one day is missing. Only failed days were requested ` +
      'again.\n\nTo keep Temporal and its UI open until Ctrl-C:\n' +
      `  ${dayhaulCommand('demo --stay')}\n\nTo export from your own account:\n  ${dayhaulCommand('up --help')}`,
  );
  if (stay) {
    console.log(
      `\nTemporal    ${temporal.address} (set TEMPORAL_ADDRESS to use the commands above)\n` +
        `UI          ${temporal.uiUrl ?? ''}\nArchive     ${archive}\n\nCtrl-C stops Temporal and deletes the archive.`,
    );
    await once(process, 'SIGINT');
  }
}

/** Close in reverse order, so that each part closes before the parts it depends on. */
async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

const commandLine = readCommandLine();
let isStopping = false;
const closing: (() => Promise<void>)[] = [];
const holdOpen = setInterval(() => undefined, 60_000);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isStopping = true;
    console.log('\nStopping…');
    void closeAll(closing).finally(() => {
      console.log('Stopped. No processes are left running.');
      process.exit(130);
    });
  });
}
main(commandLine, closing)
  .catch((error: unknown) => {
    console.error(error instanceof Error ? `Error: ${error.message}` : error);
    process.exitCode = 1;
  })
  .finally(async () => {
    clearInterval(holdOpen);
    await closeAll(closing);
  });
