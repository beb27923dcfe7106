import { once } from 'node:events';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { originsOf, startCodecServer } from '../codec-server/start-codec-server';
import { styleCommand } from '../src/cli/output/style-command';
import { EncryptionCodec } from '../src/codec/encryption-codec';
import { readCodecKeys } from '../src/settings/codec-keys';
import { formatAddress, readTelemetrySettings } from '../src/settings/telemetry';
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
  ${dayhaulCommand('up --data ./dayhaul-data --port 7300 --ui-port 7301')}`;
const DESCRIPTION = `All data is kept in one folder between runs. The worker reads its settings from environment variables such as
TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.

Ctrl-C stops everything. Exports continue at the next start.`;

interface Flags {
  readonly data?: string;
  readonly port: string;
  readonly uiPort: string;
  readonly codecPort: string;
}

/** Run Temporal with a database file, its UI and a worker, until a signal stops them or the server exits. */
async function up({ data, port, uiPort, codecPort }: Flags, closing: (() => Promise<void>)[]): Promise<number> {
  if (!(await checkSettings())) return 1;
  if (process.env['TEMPORAL_ADDRESS']) {
    console.log('TEMPORAL_ADDRESS is ignored, since this command starts its own Temporal server.');
  }
  const folder = await openDataFolder(data, process.env);
  closing.push(await lockFolder(folder));
  const codec = await startCodec(readPort('--codec-port', codecPort), readPort('--ui-port', uiPort));
  if (codec) closing.push(codec.close);
  const temporal = await startTemporal({
    port: readPort('--port', port),
    uiPort: readPort('--ui-port', uiPort),
    ...(codec && { uiCodecEndpoint: codec.endpoint }),
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
      console.error(`The worker exited unexpectedly (exit code ${exitCode ?? 'none'}). Restarting in ${pauseMs / 1000} s.`);
    },
  );
  closing.push(() => worker.stop());
  console.log(describe(temporal, folder, readPort('--port', port), codec?.endpoint));

  const end = await Promise.race([stopSignal(), temporal.exited.then(() => 'ended' as const)]);
  if (end === 'stop') return 0;
  console.error(`Temporal exited unexpectedly. Its data is in ${folder}. Exports continue at the next start.`);
  return 1;
}

/** Whether the settings of the worker are valid. The check prints the problems. */
async function checkSettings(): Promise<boolean> {
  const check = await startProgram(WORKER, ['--check-settings'], { env: settingsOfWorker(), stdio: 'inherit' });
  return (await check.exit) === 0;
}

/** Start a codec server for the UI if the worker encrypts data. @throws Error when the port is taken */
async function startCodec(port: number, uiPort: number) {
  const keys = readCodecKeys(process.env, []);
  if (keys.size === 0) return undefined;
  const codec = new EncryptionCodec(keys).leavingUnreadable();
  const server = await startCodecServer(codec, port, originsOf(`http://localhost:${uiPort}`)).catch((error: unknown) => {
    throw new Error(`--codec-port: ${(error as Error).message}. Choose another port.`, { cause: error });
  });
  const close = () => {
    server.close().closeAllConnections();
    return Promise.resolve();
  };
  return { endpoint: `http://localhost:${port}`, close };
}

function settingsOfWorker(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { ...Object.fromEntries(kept), TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml' };
}

function readPort(option: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${option}: "${text}" is not a port. Use a number from 1 to 65535.`);
}

async function stopSignal(): Promise<'stop'> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  console.log('\nStopping…');
  return 'stop';
}

function describe(
  { uiUrl = '', address, version, source }: TemporalServer,
  folder: string,
  port: number,
  codec: string | undefined,
): string {
  const isUsual = port === 7233;
  const { health, metrics } = readTelemetrySettings(process.env, []);
  const where = isUsual ? '' : `TEMPORAL_ADDRESS=${address} DAYHAUL_UI_URL=${uiUrl} `;
  return [
    '',
    `Temporal     ${address}   ${version}, from ${source}`,
    `Temporal UI  ${uiUrl}`,
    ...(codec === undefined ? [] : [`Codec        ${codec} (decrypts for the UI)`]),
    `Data         ${folder} (closed exports are kept for ${RETENTION_DAYS} days)`,
    ...(health ? [`Health       http://${formatAddress(health)}/healthz`] : []),
    ...(metrics ? [`Metrics      http://${formatAddress(metrics)}/metrics`] : []),
    '',
    'Next, in another terminal:',
    `  ${where}${dayhaulCommand('export --resource-type Messages --last 90d --plan')}`,
    `  ${where}${dayhaulCommand('list')}`,
    '',
    'Ctrl-C stops everything. Exports continue at the next start.',
  ].join('\n');
}

/** Close in reverse order, so that each part closes before the parts it depends on. */
async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

async function main(): Promise<void> {
  const command = styleCommand(new Command('dayhaul up'))
    .summary('Run Temporal, its UI and a worker on this machine')
    .description(DESCRIPTION)
    .option('--data <folder>', 'Data folder (default: dayhaul in XDG_DATA_HOME or ~/.local/share)')
    .option('--port <port>', 'Port of Temporal', '7233')
    .option('--ui-port <port>', 'Port of the Temporal UI', '8233')
    .option('--codec-port <port>', 'Port of the codec server, with DAYHAUL_CODEC_KEYS', '8081')
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
    console.error(error instanceof Error ? `Error: ${error.message}` : error);
    process.exitCode = 1;
  }
});
