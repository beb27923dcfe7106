import { once } from 'node:events';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { dayhaulCommand } from '../tools/programs/dayhaul-command';
import { startProgram } from '../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../tools/temporal-server/start-temporal';
import { openDataFolder } from './data-folder';
import { keepRunning } from './keep-running';
import { lockFolder } from './lock-folder';
import { raiseRetention, RETENTION_DAYS } from './raise-retention';

const WORKER = join(__dirname, '..', 'worker.js');

const EXAMPLES = `
Examples:
  ${dayhaulCommand('up')}
  ${dayhaulCommand('up --data ./dayhaul-data --port 7300 --ui-port 7301')}

The worker takes its settings from the environment (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, …). Stop with Ctrl-C: exports
go on at the next start.`;

interface Flags {
  readonly data?: string;
  readonly port: string;
  readonly uiPort: string;
}

/** Run Temporal, with its data in a file, its UI, and a worker, until it is stopped or the server ends. */
async function up({ data, port, uiPort }: Flags, closing: (() => Promise<void>)[]): Promise<number> {
  if (!(await checkSettings())) return 1;
  if (process.env['TEMPORAL_ADDRESS']) {
    console.log('TEMPORAL_ADDRESS is ignored: this command brings a Temporal of its own.');
  }
  const folder = await openDataFolder(data, process.env);
  closing.push(await lockFolder(folder));
  const temporal = await startTemporal({
    port: readPort('--port', port),
    uiPort: readPort('--ui-port', uiPort),
    dbFilename: join(folder, 'temporal.db'),
    dynamicConfig: { 'history.timerProcessorMaxTimeShift': '1s' },
    onProgress: console.log,
  });
  closing.push(() => temporal.stop());
  await raiseRetention(temporal.address, temporal.namespace);

  const env = { ...settingsOfWorker(), TEMPORAL_ADDRESS: temporal.address };
  const worker = await keepRunning(
    () => startProgram(WORKER, [], { env, stdio: 'inherit' }),
    (exitCode, pauseMs) => {
      console.error(
        `The worker ended by itself (exit code ${exitCode ?? 'none'}); started again in ${pauseMs / 1000} s.`,
      );
    },
  );
  closing.push(() => worker.stop());
  console.log(describe(temporal, folder, readPort('--port', port)));

  const end = await Promise.race([stopSignal(), temporal.exited.then(() => 'ended' as const)]);
  if (end === 'stop') return 0;
  console.error(`Temporal ended by itself. Its data is in ${folder}; exports go on at the next start.`);
  return 1;
}

/** Whether a worker would start with the environment; it says itself what is wrong. */
async function checkSettings(): Promise<boolean> {
  const check = await startProgram(WORKER, ['--check-settings'], {
    env: settingsOfWorker(),
    stdio: 'inherit',
  });
  return (await check.exit) === 0;
}

function settingsOfWorker(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { ...Object.fromEntries(kept), TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml' };
}

function readPort(option: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${option}: "${text}" is not a port; give a number from 1 to 65535.`);
}

async function stopSignal(): Promise<'stop'> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  console.log('\nStopping …');
  return 'stop';
}

function describe(
  { uiUrl = '', address, version, source }: TemporalServer,
  folder: string,
  port: number,
): string {
  const isUsual = port === 7233;
  const where = isUsual ? '' : `TEMPORAL_ADDRESS=${address} DAYHAUL_UI_URL=${uiUrl} `;
  return [
    '',
    `Temporal     ${address}   (${version}, from ${source})`,
    `Temporal UI  ${uiUrl}`,
    `Data         ${folder}; closed exports are kept for ${RETENTION_DAYS} days`,
    '',
    'Next, in another terminal:',
    `  ${where}${dayhaulCommand('export --resource-type Messages --last 90d --plan')}`,
    `  ${where}${dayhaulCommand('list')}`,
    '',
    'Ctrl-C stops everything; exports go on at the next start.',
  ].join('\n');
}

/** The newest first: each part is gone before what it leans on. */
async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

async function main(): Promise<void> {
  const command = new Command('dayhaul up')
    .description('Temporal, its UI and a worker on this machine, in one command')
    .option(
      '--data <folder>',
      'where everything is kept (default: dayhaul in XDG_DATA_HOME or ~/.local/share)',
    )
    .option('--port <port>', 'of Temporal', '7233')
    .option('--ui-port <port>', 'of its UI', '8233')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .parse();
  const holdOpen = setInterval(() => undefined, 60_000);
  const closing: (() => Promise<void>)[] = [];
  try {
    process.exitCode = await up(command.opts<Flags>(), closing);
  } finally {
    clearInterval(holdOpen);
    await closeAll(closing);
  }
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
});
