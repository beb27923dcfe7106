import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figuresOf } from '../../bench/judge/figures-of';
import type { ScriptArguments } from '../../bench/peers/twilio-script/main';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { answer } from '../../simulator/faults/fault';
import type { Simulator } from '../../simulator/start-simulator';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import { withSimulator } from '../support/with-simulator';

const SCRIPT = join(__dirname, '../../lib/bench/peers/twilio-script/main.js');
const WORK = { from: '2024-02-27', to: '2024-03-05', daysPerJob: 4, openJobs: 2, pollSeconds: 0.05, downloads: 2 };

/** Run the script to its end with a folder that has some files already. */
async function runScript(simulator: Simulator, present: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-script-'));
  try {
    for (const file of present) await writeFile(join(folder, file), '');
    const args: ScriptArguments = { ...WORK, origin: simulator.origin, folder };
    const { accountSid, authToken } = SIMULATED_ACCOUNT;
    const env = isolatedEnvironment({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken });
    const program = await startProgram(SCRIPT, [JSON.stringify(args)], { env });
    const exitCode = await program.exit;
    return { exitCode, stderr: program.stderr(), files: (await readdir(folder)).sort() };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the script downloads each day, and requests a failed day again, that day alone', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').fails(1);
    simulator.faults.plan({ on: 'create', does: answer({ status: 503 }) });
    simulator.faults.plan({ on: 'day', does: answer({ status: 500 }) });
    const { exitCode, stderr, files } = await runScript(simulator);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(files).toHaveLength(8);
    expect(files).toEqual(expect.arrayContaining(['2024-02-29.json.gz', '2024-03-01.json.gz']));
    expect(simulator.submittedRanges().sort()).toEqual([
      '2024-02-27..2024-03-01',
      '2024-03-01..2024-03-01',
      '2024-03-02..2024-03-05',
    ]);

    const observed = { report: simulator.report(), requests: simulator.requests() };
    expect(figuresOf(observed, WORK)).toMatchObject({
      requestedDays: 9,
      deliveredDays: 8,
      requestedPerDelivered: 9 / 8,
      daysRequestedTwice: 0,
      jobs: 3,
      calls: 7,
      callsPerDay: 7 / 8,
      utcDays: 1,
      rejectedCreates: 1,
    });
    expect(figuresOf(observed, WORK).seconds).toBeGreaterThan(0.1);
  }));

test('the script requests no day whose file is there, and without a folder days count when they are exported', () =>
  withSimulator(async (simulator) => {
    const { exitCode } = await runScript(simulator, ['2024-02-29.json.gz']);
    expect(exitCode).toBe(0);
    expect(simulator.submittedRanges().sort()).toEqual([
      '2024-02-27..2024-02-28',
      '2024-03-01..2024-03-04',
      '2024-03-05..2024-03-05',
    ]);
    const observed = { report: simulator.report(), requests: [] };
    expect(figuresOf(observed, {}).deliveredDays).toBe(7);
    expect(figuresOf(observed, WORK).deliveredDays).toBe(0);
  }));

test('the script fails at the first create beyond the quota', () =>
  withSimulator(async (simulator) => {
    simulator.setQuota({ days: 4 });
    const { exitCode, stderr } = await runScript(simulator);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('per calendar day');
    expect(simulator.report()).toMatchObject({ creates: { accepted: 1, refused: 1 } });
  }));

test('the script fails when a day failed three times', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').failsForEver();
    const { exitCode, stderr, files } = await runScript(simulator);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Failed 3 times: 2024-03-01');
    expect(files).toHaveLength(7);
  }));
