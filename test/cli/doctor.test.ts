import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import { startSimulator } from '../../simulator/start-simulator';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';

interface CheckResult {
  readonly check: string;
  readonly state: string;
  readonly message: string;
  readonly remedy?: string;
}

/** A setup of real parts, some of them faulty. */
interface SetUp {
  credentials: 'right' | 'wrong';
  twilio: 'up' | 'down' | 'unreadable';
  skewMs: number;
  archive: 'writable' | 'unwritable';
  worker: 'there' | 'absent' | 'of another account';
  namespace: 'default' | 'nowhere';
  quota: 'left' | 'closed';
}

const HEALTHY: SetUp = {
  credentials: 'right',
  twilio: 'up',
  skewMs: 0,
  archive: 'writable',
  worker: 'there',
  namespace: 'default',
  quota: 'left',
};

let temporal: TemporalServer;
let folder = '';

beforeAll(async () => {
  temporal = await startTemporal();
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-doctor-'));
  await writeFile(join(folder, 'no-folder'), 'a file is in the way');
  await starter('setup', { TEMPORAL_ADDRESS: temporal.address });
});
afterAll(async () => {
  await temporal.stop();
  await rm(folder, { recursive: true });
});

/** Run doctor on a setup. */
async function examine(setUp: SetUp) {
  const simulator = await startSimulator({ clock: () => Date.now() + setUp.skewMs });
  const account = newAccount();
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
  const worker =
    setUp.worker === 'absent'
      ? undefined
      : await start('worker', [], {
          ...settings,
          ...(setUp.worker === 'of another account' && { DAYHAUL_ACCOUNT: newAccount() }),
          ...workerSettings(simulator.origin, setUp.credentials === 'wrong' ? 'f'.repeat(32) : undefined),
          DAYHAUL_QUOTA_DAYS: '366',
        });
  try {
    if (worker)
      await eventually(
        () => worker.stderr(),
        (text) => text.includes('Worker for account'),
      );
    if (worker) await new Promise((resolve) => setTimeout(resolve, 700)); // until Temporal lists the poller
    if (setUp.quota === 'closed') await starter('quota close --yes', settings);
    if (setUp.twilio === 'down') await simulator.close();
    if (setUp.twilio === 'unreadable') {
      const body = '<html>maintenance</html>';
      simulator.faults.plan({ on: 'list', times: 99, does: answer({ status: 200, body }) });
    }
    const archive = setUp.archive === 'writable' ? join(folder, 'archive') : join(folder, 'no-folder', 'archive');
    const { exitCode, stdout } = await starter(`doctor --archive ${archive} --json`, {
      ...settings,
      ...(setUp.namespace === 'nowhere' && { TEMPORAL_NAMESPACE: 'nowhere' }),
    });
    return { exitCode, ...(JSON.parse(stdout) as { ok: boolean; checks: CheckResult[] }) };
  } finally {
    await worker?.stop();
    await simulator.close();
  }
}

function named(checks: readonly CheckResult[], ...states: string[]): string[] {
  return checks.filter(({ state }) => states.includes(state)).map(({ check }) => check);
}

test('a healthy setup has no problems', async () => {
  const { exitCode, ok, checks } = await examine(HEALTHY);
  expect(named(checks, 'failed', 'note', 'skipped')).toEqual([]);
  expect({ exitCode, ok }).toEqual({ exitCode: 0, ok: true });
  expect(checks.map(({ check }) => check)).toEqual([
    'Temporal',
    'Worker',
    'Accounts',
    'Version',
    'Twilio',
    'Clocks',
    'Quota',
    'Exports',
    'Leftovers',
    'Archive',
    'Search',
  ]);
});

/** Each fault, the check that must report it, and its message. */
const FAULTS: readonly (readonly [Partial<SetUp>, string, RegExp])[] = [
  [{ credentials: 'wrong' }, 'Twilio', /answered 401.*Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN/],
  [{ twilio: 'down' }, 'Twilio', /could not be reached|refused the connection|ECONNREFUSED/],
  [{ twilio: 'unreadable' }, 'Twilio', /not JSON.*Check TWILIO_BULK_EXPORTS_URL/],
  [{ skewMs: 600_000 }, 'Clocks', /the worker's clock is (600|599|601) s slow/],
  [{ skewMs: -7_200_000 }, 'Clocks', /this machine's clock is 7(199|200|201) s fast/],
  [{ archive: 'unwritable' }, 'Archive', /no-folder/],
  [{ worker: 'absent' }, 'Worker', /No worker is polling task queue dayhaul-test-.*DAYHAUL_ACCOUNT/],
  [{ worker: 'of another account' }, 'Worker', /No worker is polling/],
  [{ namespace: 'nowhere' }, 'Temporal', /Namespace nowhere not found at .* create the namespace/],
];

/** The same numbers for the same seed. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test.each(FAULTS)('%j is reported', async (fault, check, message) => {
  const { exitCode, ok, checks } = await examine({ ...HEALTHY, ...fault });
  expect(named(checks, 'failed')).toEqual([check]);
  const result = checks.find((other) => other.check === check);
  expect(`${result?.message ?? ''} ${result?.remedy ?? ''}`).toMatch(message);
  expect({ exitCode, ok }).toEqual({ exitCode: 1, ok: false });
});

test('a closed quota is a note, since exports wait for it', async () => {
  const { exitCode, checks } = await examine({ ...HEALTHY, quota: 'closed' });
  expect(named(checks, 'note', 'failed', 'skipped')).toEqual(['Quota']);
  expect(checks.find(({ check }) => check === 'Quota')?.message).toContain('An operator closed the day.');
  expect(exitCode).toBe(0);
});

test.each([1, 2, 3, 4])('several faults at once, drawn from seed %i, are all reported, and no others', async (seed) => {
  const draw = drawing(seed);
  const answering = FAULTS.slice(0, 6);
  const drawn = Array.from({ length: 2 }, () => answering[draw(answering.length)]!);
  const setUp = drawn.reduce((sum, [fault]) => ({ ...sum, ...fault }), HEALTHY);
  const { checks } = await examine(setUp);
  const expected = new Set([
    ...(setUp.credentials === 'wrong' || setUp.twilio !== 'up' ? ['Twilio'] : []),
    ...(setUp.skewMs !== 0 && setUp.twilio === 'up' && setUp.credentials === 'right' ? ['Clocks'] : []),
    ...(setUp.archive === 'unwritable' ? ['Archive'] : []),
  ]);
  expect(new Set(named(checks, 'failed'))).toEqual(expected);
});

test('an unreachable Temporal is reported, and the other checks are skipped', async () => {
  const { exitCode, stdout } = await starter('doctor', { TEMPORAL_ADDRESS: '127.0.0.1:1' });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✗ Temporal  Temporal is not reachable at 127.0.0.1:1');
  expect(stdout).toContain('? Worker    Skipped: requires Temporal.');
  expect(stdout).toContain('Fix the items marked ✗.');
});

test('search attributes of another type fail, missing ones are a note', async () => {
  const other = await startTemporal({ searchAttributes: { DayhaulDays: 'Keyword' } });
  try {
    const settings = { TEMPORAL_ADDRESS: other.address };
    const { stdout } = await starter('doctor --json', settings);
    const { checks } = JSON.parse(stdout) as { checks: CheckResult[] };
    expect(checks.find(({ check }) => check === 'Search')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('DayhaulDays') as string,
    });
    const { exitCode, stderr } = await starter('setup', settings);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('DayhaulDays=INT');
  } finally {
    await other.stop();
  }
});

test('the archives of running exports and of schedules are tried, too', async () => {
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
  const simulator = await startSimulator({ jobLife: byDuration({ jobMs: 60_000 }) });
  const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
  try {
    const [running, scheduled] = [join(folder, 'running'), join(folder, 'no-folder', 'scheduled')];
    await starter(`export --resource-type Calls --last 2d --archive ${running}`, settings);
    await starter(`schedule create --resource-type Calls --archive ${scheduled} --first-day 2024-01-01`, settings);
    const archives = await eventually(
      async () => {
        const { stdout } = await starter('doctor --json', settings);
        const { checks } = JSON.parse(stdout) as { checks: CheckResult[] };
        return checks.filter(({ check }) => check === 'Archive');
      },
      ({ length }) => length === 2,
    );
    expect(archives.map(({ state }) => state).sort()).toEqual(['failed', 'ok']);
    expect(archives.find(({ state }) => state === 'failed')?.message).toContain(scheduled);
    expect(archives.find(({ state }) => state === 'ok')?.message).toContain(running);
  } finally {
    await worker.stop();
    await simulator.close();
  }
});
