import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const KEYS = { OCTOBER: randomBytes(32).toString('base64'), NOVEMBER: randomBytes(32).toString('base64') };
const OCTOBER = { ...KEYS, DAYHAUL_CODEC_KEYS: 'october:env:OCTOBER' };
const NOVEMBER = { ...KEYS, DAYHAUL_CODEC_KEYS: 'november:env:NOVEMBER' };
const BOTH = { ...KEYS, DAYHAUL_CODEC_KEYS: 'november:env:NOVEMBER,october:env:OCTOBER' };

const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms --days-per-chunk 7 --max-attempts 1';

/** Temporal waits longer after each attempt of a workflow task. */
const RETRIED_WITHIN_MS = 120_000;

let folder: string;
let temporal: TemporalServer;
let worker: Program | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-codec-'));
  temporal = await startTemporal({ dbFilename: join(folder, 'temporal.db') });
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await temporal.stop();
  await rm(folder, { recursive: true });
});

/** The commands and workers of an account. */
function useAccount(simulator: Simulator) {
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
  return {
    run: (command: string, keys: Readonly<Record<string, string>>) => starter(command, { ...settings, ...keys }),
    restartWorker: async (keys: Readonly<Record<string, string>>) => {
      await worker?.stop();
      worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), ...keys });
    },
  };
}

/** Stop Temporal, and count how often its database has each text. */
async function countInDatabase(texts: readonly string[]): Promise<Record<string, number>> {
  await worker?.stop();
  await temporal.stop();
  const names = (await readdir(folder)).filter((name) => name.startsWith('temporal.db'));
  const database = (await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))).join('');
  return Object.fromEntries(texts.map((text) => [text, database.split(text).length - 1]));
}

function idIn({ stdout }: { readonly stdout: string }): string {
  return /^Workflow +(\S+)$/m.exec(stdout)?.[1] ?? '';
}

test('an encrypted export, its schedule and its failures leave nothing in clear in the database, and every command reads them', () =>
  withSimulator({}, async (simulator) => {
    simulator.day('2024-03-05').failsForEver();
    const { run, restartWorker } = useAccount(simulator);
    await restartWorker(OCTOBER);
    const archive = join(folder, 'archive');
    const followed = await run(
      `export --resource-type Messages --from 2024-03-01 --to 2024-03-14 --archive ${archive} ${QUICK} --follow`,
      OCTOBER,
    );
    expect(followed).toMatchObject({ exitCode: 1, stderr: '' });
    expect(followed.stdout).toContain('Missing: 2024-03-05');
    const id = idIn(followed);

    const firstDay = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
    const created = await run(`schedule create --resource-type Calls --first-day ${firstDay} --archive ${archive}`, OCTOBER);
    expect(created).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run('schedule trigger Calls', OCTOBER)).toMatchObject({ exitCode: 0 });
    expect((await run('schedule show Calls', OCTOBER)).stdout).toContain(archive);
    expect((await run(`status ${id}`, OCTOBER)).stdout).toContain('Missing: 2024-03-05');
    expect((await run('doctor', OCTOBER)).stdout).toContain(SIMULATED_ACCOUNT.accountSid);
    expect((await run('quota show', OCTOBER)).exitCode).toBe(0);
    const jobs = await run('jobs list --resource-type Messages', OCTOBER);
    expect(jobs.stdout).toContain(id);
    await eventually(
      () => run('schedule show Calls --json', OCTOBER),
      ({ stdout }) => stdout.includes('"completed"'),
    );

    expect(await run(`resubmit ${id}`, OCTOBER)).toMatchObject({ exitCode: 0, stderr: '' });

    const locked = await run(`status ${id}`, {});
    expect(locked).toMatchObject({ exitCode: 1, stdout: '' });
    expect(locked.stderr).toBe(
      'Error: The data is encrypted with key "october", which is not in DAYHAUL_CODEC_KEYS. Set the same keys for all workers and the command line.\n',
    );
    const listed = await run('list', {});
    expect(listed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(listed.stdout).toContain(id);
    expect(listed.stdout).toContain('is encrypted with key "october"');
    const refused = await run('export --resource-type Calls --from 2024-03-01 --to 2024-03-02', {});
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('encrypts data, but the command line does not. Set the same DAYHAUL_CODEC_KEYS for both.');

    const sids = simulator.jobs().map(({ jobSid }) => jobSid);
    expect(sids.length).toBeGreaterThan(2);
    const secrets = [
      ...sids,
      archive,
      SIMULATED_ACCOUNT.accountSid,
      '/file/',
      'Missing: 2024',
      'failed, 1 attempt',
      ...Object.values(KEYS),
    ];
    const counts = await countInDatabase([...secrets, id]);
    expect(counts).toEqual({ ...Object.fromEntries(secrets.map((secret) => [secret, 0])), [id]: expect.any(Number) as number });
    expect(counts[id]).toBeGreaterThan(0);
  }));

test('an export that began in clear goes on encrypted, without a day requested twice', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 4000 }) }, async (simulator) => {
    const { run, restartWorker } = useAccount(simulator);
    await restartWorker({});
    const id = idIn(await run(`export --resource-type Messages --from 2024-03-01 --to 2024-03-14 ${QUICK}`, {}));
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 2,
    );
    await restartWorker(OCTOBER);
    await eventually(
      () => run(`status ${id} --json`, OCTOBER),
      ({ stdout }) => stdout.includes('"completed"'),
    );
    expect(simulator.jobs().length).toBe(2);
    const [first] = simulator.jobs();
    const counts = await countInDatabase([first?.jobSid ?? 'no job']);
    expect(counts[first?.jobSid ?? 'no job']).toBeGreaterThan(0); // from before: what the search above can find
  }));

test('a worker without the key fails no export; with the old and the new key it goes on, and no day is requested twice', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 8000 }) }, async (simulator) => {
    const { run, restartWorker } = useAccount(simulator);
    await restartWorker(OCTOBER);
    const archive = join(folder, 'archive');
    const id = idIn(
      await run(`export --resource-type Messages --from 2024-03-01 --to 2024-03-14 --archive ${archive} ${QUICK}`, OCTOBER),
    );
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 2,
    );
    for (const keys of [{}, NOVEMBER]) {
      await restartWorker(keys);
      const { stdout } = await eventually(
        () => run(`status ${id}`, BOTH),
        (state) => state.stdout.includes('DAYHAUL_CODEC_KEYS'),
      );
      expect(stdout).toContain('key "october", which is not in DAYHAUL_CODEC_KEYS. Set the same keys for all workers');
      await eventually(
        () => worker?.stderr() ?? '',
        (log) => log.includes('key "october"'),
        RETRIED_WITHIN_MS,
      );
    }
    await restartWorker(BOTH);
    const ended = await eventually(
      () => run(`status ${id}`, BOTH),
      ({ stdout }) => !stdout.includes('running'),
      RETRIED_WITHIN_MS,
    );
    expect(ended.stdout).toContain('14 of 14 days');
    expect(simulator.jobs().length).toBe(2);
  }));
