import { join } from 'node:path';
import { version } from 'twilio/package.json';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { ScriptArguments } from '../peers/twilio-script/main';
import { killAndRestart, type Contestant } from './contestant';

const SCRIPT = join(__dirname, '../peers/twilio-script/main.js');

/** The script of `bench/peers/twilio-script`. After a kill it is started again with the same arguments. */
export const twilioScript: Contestant = {
  name: 'Script',
  versions: { twilio: version },
  gapIn: ({ work }) =>
    work.quotaDays === undefined ? undefined : 'It fails at the first create beyond the quota, and waits for no other UTC day',
  async run(work, { origin, folder, killAt }) {
    const args: ScriptArguments = { ...work, origin, ...(work.downloads !== undefined && { folder }) };
    const env = isolatedEnvironment({
      TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
      TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
    });
    const start = () => startProgram(SCRIPT, [JSON.stringify(args)], { env });
    const program = await killAndRestart(await start(), killAt, start);
    if ((await program.exit) !== 0) throw new Error(`The script failed:\n${program.stdout()}${program.stderr()}`);
  },
};
