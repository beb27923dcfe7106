import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';

const LIB = join(__dirname, '../../lib');

/** The settings of a worker of the simulated account. */
export function workerSettings(origin: string, authToken: string = SIMULATED_ACCOUNT.authToken) {
  return {
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_BULK_EXPORTS_URL: origin,
    DAYHAUL_QUOTA_DAYS: 'none',
  };
}

/** Start `node lib/worker.js` or `node lib/starter.js` with nothing in its environment but these settings. */
export function start(
  program: 'worker' | 'starter',
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Program> {
  return startProgram(join(LIB, `${program}.js`), args, { env: isolatedEnvironment(settings) });
}

/** How the starter answered. */
interface StarterEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run the starter to its end; the command line is split at spaces. */
export async function starter(commandLine: string, settings: Readonly<Record<string, string>> = {}): Promise<StarterEnd> {
  const program = await start('starter', commandLine.split(' ').filter(Boolean), settings);
  const exitCode = await program.exit;
  return { exitCode, stdout: program.stdout(), stderr: program.stderr() };
}
