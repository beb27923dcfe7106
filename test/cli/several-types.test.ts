import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const DAYS = '--from 2024-03-01 --to 2024-03-10 --poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';

let temporal: TemporalServer;
let folder: string;
const programs: Program[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-types-'));
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
  await rm(folder, { recursive: true });
});
afterAll(() => temporal.stop());

async function run(program: 'worker' | 'starter', line: string, settings: Record<string, string>): Promise<Program> {
  const started = await start(program, line.split(' ').filter(Boolean), settings);
  programs.push(started);
  return started;
}

const ownSettings = () => ({ TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() });

test('one of four types that is refused is named; the others are exported into one archive, and the exit code is 1', () =>
  withSimulator(async (simulator) => {
    const settings = ownSettings();
    await starter(`export --resource-type Calls ${DAYS} --archive ${folder}/other`, settings);
    const following = await run('starter', `export --resource-type all ${DAYS} --archive ${folder}/all --follow`, settings);
    const workflowId = `export-${settings.DAYHAUL_ACCOUNT}-Calls-2024-03-01..2024-03-10`;
    await eventually(following.stderr, (text) => text.includes(`Error: Calls: ${workflowId} is already running with --archive`));
    await run('worker', '', { ...settings, ...workerSettings(simulator.origin) });

    expect(await following.exit).toBe(1);
    expect(following.stderr().trim().split('\n')).toHaveLength(1);
    const others = ['Conferences', 'Messages', 'Participants'];
    for (const type of others) {
      expect(following.stdout()).toMatch(new RegExp(`^\\d{4}-.*Z ${type}: 10 of 10 days delivered`, 'm'));
      expect(following.stdout()).toMatch(new RegExp(`^${type}: 10 of 10 days delivered`, 'm'));
    }
    expect(following.stdout()).not.toMatch(/^\S* ?Calls: /m);
    expect((await readdir(join(folder, 'all'))).filter((name) => /^[A-Z]/.test(name)).sort()).toEqual(others);

    const { exitCode } = await starter(`verify --archive ${folder}/all --resource-type ${others.join(',')}`);
    expect(exitCode).toBe(0);
    const whole = await starter(`verify --archive ${folder}/all --resource-type all`);
    expect(whole).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('\nCalls: no days found.\n') as string });
    const listed = await eventually(
      async () => JSON.parse((await starter('list --resource-type Calls,Messages --json', settings)).stdout) as object[],
      ({ length }) => length === 2,
    );
    expect(listed).toEqual(['Messages', 'Calls'].map((resourceType) => expect.objectContaining({ resourceType }) as object));
  }));

test('--json prints an array in the order given, with each type once and what was refused', () =>
  withSimulator(async (simulator) => {
    const settings = ownSettings();
    const types = ['Participants', 'Messages'].map((resourceType) => ({ resourceType }));
    const line = `export --resource-type Participants,Messages,Participants ${DAYS} --json`;
    const answer = async (more: string) => JSON.parse((await starter(`${line} ${more}`, settings)).stdout) as object[];

    expect(await answer('--plan')).toMatchObject(types);
    expect(await answer('')).toMatchObject(types.map((type) => ({ ...type, kind: 'started' })));
    expect(await answer(`--archive ${folder}`)).toEqual(
      types.map((type) => ({ ...type, problem: expect.stringContaining('is already running with --archive none') as string })),
    );
    await run('worker', '', { ...settings, ...workerSettings(simulator.origin) });
    const ends = await answer('--follow');
    expect(ends).toMatchObject(types.map((type) => ({ ...type, state: 'completed', days: { exported: 10 } })));
    expect(ends).toHaveLength(2);
  }));

test('Ctrl-C stops following all types, and the next commands have the one that follows them again', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 2000 }) }, async (simulator) => {
    const settings = ownSettings();
    await run('worker', '', { ...settings, ...workerSettings(simulator.origin) });
    const following = await run('starter', `export --resource-type Calls,Messages ${DAYS} --follow`, settings);
    await eventually(following.stdout, (text) => text.includes(' Calls: ') && text.includes(' Messages: '));
    following.kill('SIGINT');

    expect(await following.exit).toBe(130);
    for (const type of ['Calls', 'Messages']) {
      expect(following.stdout()).toContain(`\n${type}: Stopped following. The export continues.\n`);
    }
    const again = /^ .* (export .*--follow)$/m.exec(following.stdout())?.[1] ?? '';
    expect(again).toMatch(/--resource-type (Calls,Messages|Messages,Calls) /);
    expect((await starter(again, settings)).exitCode).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 20, daysRequestedTwice: [] });
  }));

test('several types become one schedule each', async () => {
  const settings = ownSettings();
  const { stdout } = await starter('schedule create --resource-type Calls,Messages --at 04:30 --json', settings);
  const made = ['Calls', 'Messages'].map((resourceType) => ({ at: '04:30', wasThere: false, input: { resourceType } }));
  expect(JSON.parse(stdout)).toMatchObject(made);

  const again = await starter('schedule create --resource-type all', settings);
  expect(again.exitCode).toBe(0);
  expect(again.stdout.match(/^(Created|Updated):$/gm)).toEqual(['Updated:', 'Updated:', 'Created:', 'Created:']);
});
