import { Command } from 'commander';
import { styleCommand } from '../src/cli/output/style-command';
import { EncryptionCodec } from '../src/codec/encryption-codec';
import { cleanEnvironment } from '../src/settings/environment';
import { readCodecKeys } from '../src/settings/codec-keys';
import { originsOf, startCodecServer } from './start-codec-server';

const USAGE_EXIT_CODE = 2;

const DESCRIPTION = `Decrypts data for the Temporal UI and the Temporal CLI, with the keys of DAYHAUL_CODEC_KEYS. It listens on this
machine only, and answers no page but those of the Temporal UI. Any program on this machine can use it.

Ctrl-C stops it.`;

interface Flags {
  readonly port: string;
  readonly ui: string;
}

/** Serve the codec: exit code 1 when it cannot listen, 2 on a usage error. */
async function main(): Promise<void> {
  cleanEnvironment(process.env);
  const { port, ui } = styleCommand(new Command('dayhaul codec-server'))
    .summary('Decrypt data for the Temporal UI')
    .description(DESCRIPTION)
    .option('--port <port>', 'Port', '8081')
    .option('--ui <url>', 'Address of the Temporal UI', process.env['DAYHAUL_UI_URL'] ?? 'http://localhost:8233')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_EXIT_CODE))
    .parse()
    .opts<Flags>();
  const problems: string[] = [];
  const keys = readCodecKeys(process.env, problems);
  if (keys.size === 0 && problems.length === 0) problems.push('DAYHAUL_CODEC_KEYS is not set. Use the keys of the worker.');
  if (!(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65_536)) problems.push(`--port: "${port}" is not a port.`);
  if (!URL.canParse(ui)) problems.push(`--ui: "${ui}" is not a URL such as http://localhost:8233.`);
  if (problems.length > 0) {
    for (const problem of problems) console.error(`Error: ${problem}`);
    process.exit(USAGE_EXIT_CODE);
  }
  await startCodecServer(new EncryptionCodec(keys).leavingUnreadable(), Number(port), originsOf(ui));
  console.log(`The codec server for ${new URL(ui).origin} runs at http://localhost:${port}. Ctrl-C stops it.`);
}

main().catch((error: unknown) => {
  console.error(`Error: ${error instanceof Error ? error.message : String(error)}. Choose another --port.`);
  process.exitCode = 1;
});
