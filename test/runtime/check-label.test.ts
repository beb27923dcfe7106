import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import type { CheckResult } from '../../src/cli/commands/doctor/check-result';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const OTHER_ACCOUNT = 'AC00000000000000000000000000000002';

let temporal: TemporalServer;
const workers: Program[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
});
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.stop())));
afterAll(() => temporal.stop());

async function startWorker(settings: Readonly<Record<string, string>>): Promise<Program> {
  const worker = await start('worker', [], settings);
  workers.push(worker);
  return worker;
}

test('the second worker of a label is refused when it has another account, and started when it has the same', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    const temporalSettings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
    const settings = { ...temporalSettings, ...workerSettings(simulator.origin) };
    const doctor = async () => {
      const { stdout } = await starter('doctor --json', temporalSettings);
      const { checks } = JSON.parse(stdout) as { checks: CheckResult[] };
      return checks.filter(({ check }) => check === 'Accounts').map(({ message }) => message);
    };
    const first = await startWorker(settings);
    await eventually(doctor, ({ length }) => length === 1);

    const other = await startWorker({ ...settings, TWILIO_ACCOUNT_SID: OTHER_ACCOUNT });
    expect(await other.exit).toBe(1);
    expect(other.stderr()).toMatch(
      new RegExp(
        `The label "${account}" is in use by another account or quota group: worker ${first.pid}@.* for ${SIMULATED_ACCOUNT.accountSid}`,
      ),
    );
    expect(other.stderr()).not.toContain('    at ');

    const uncounted = await startWorker({ ...settings, DAYHAUL_QUOTA_GROUP: 'another' });
    expect(await uncounted.exit).toBe(1);
    expect(uncounted.stderr()).toContain(`quota group ${account}, which polled`);

    await startWorker(settings);
    const messages = await eventually(doctor, ({ length }) => length === 2);
    for (const message of messages) expect(message).toContain(`works for ${SIMULATED_ACCOUNT.accountSid}`);

    await first.stop();
    await Promise.all(workers.map((worker) => worker.stop()));
    const moved = await startWorker({ ...settings, TWILIO_ACCOUNT_SID: OTHER_ACCOUNT });
    await eventually(
      () => moved.stderr(),
      (text) => text.includes('Worker for account'),
    );
  }));
