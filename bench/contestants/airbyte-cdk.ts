import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { Scenario, Work } from '../scenario';
import { killAndRestart, type Contestant, type Place } from './contestant';
import { installAirbyteCdk, PEER, type AirbyteCdk } from './install-airbyte-cdk';

const NAME = 'airbyte-cdk';
const DEFAULT_THREADS = 4;

/** The connector of `bench/peers/airbyte-cdk`; a gap in every scenario where Python or the package is not to be had. */
export async function findAirbyteCdk(environment = process.env): Promise<Contestant> {
  try {
    return contestantOf(await installAirbyteCdk(environment));
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { name: NAME, versions: {}, gapIn: () => line, run: () => Promise.reject(new Error(line)) };
  }
}

/** After a kill it is started again with the last state that it printed, as Airbyte's platform does. */
function contestantOf({ command, python, versions }: AirbyteCdk): Contestant {
  return {
    name: NAME,
    versions,
    gapIn: ({ name, work }) => gapIn(name, work),
    async run(work, place) {
      const read = ['read', ...(await writeInput(work, place)), '--catalog', join(PEER, 'catalog.json')];
      const env = isolatedEnvironment({ AIRBYTE_ENABLE_UNSAFE_CODE: 'true' });
      const start = (state: readonly string[]) => startProgram(command, [...read, ...state], { env, runtime: python });
      const first = await start([]);
      const program = await killAndRestart(first, place.killAt, async () => start(await writeState(first.stdout(), place)));
      if ((await program.exit) !== 0) throw new Error(`airbyte-cdk failed:\n${program.stdout().slice(-5000)}${program.stderr()}`);
    },
  };
}

function gapIn(name: Scenario['name'], { quotaDays }: Work): string | undefined {
  if (quotaDays !== undefined)
    return 'It fails after three creates beyond the quota, 5 seconds apart, and waits for no other UTC day';
  if (name === 'unanswered') return 'Its requests have no time limit, so it waits for the first response and creates no other job';
  return undefined;
}

/** The manifest with its two numbers, and the config. */
async function writeInput({ from, to, daysPerJob, openJobs, downloads }: Work, { folder, origin }: Place): Promise<string[]> {
  const manifest = await readFile(join(PEER, 'manifest.yaml'), 'utf8');
  const paths = { manifest: join(folder, 'manifest.yaml'), config: join(folder, 'config.json') };
  const filled = manifest.replaceAll('OPEN_JOBS', String(openJobs)).replaceAll('THREADS', String(downloads ?? DEFAULT_THREADS));
  await writeFile(paths.manifest, filled);
  await writeJson(paths.config, {
    ...{ api: origin, other_host: `localhost:${new URL(origin).port}` },
    ...{ account_sid: SIMULATED_ACCOUNT.accountSid, auth_token: SIMULATED_ACCOUNT.authToken },
    ...{ from, to, days_per_job: daysPerJob, downloads: downloads !== undefined },
  });
  const components = join(PEER, 'components.py');
  return ['--manifest-path', paths.manifest, '--config', paths.config, '--components-path', components];
}

/** The arguments to resume from the last state in the output. */
async function writeState(stdout: string, { folder }: Place): Promise<string[]> {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"type":"STATE"') && line.endsWith('}'));
  const last = lines.at(-1);
  if (last === undefined) return [];
  const path = join(folder, 'state.json');
  await writeJson(path, [(JSON.parse(last) as { readonly state: unknown }).state]);
  return ['--state', path];
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, JSON.stringify(value));
}
