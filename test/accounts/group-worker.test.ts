import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import type { SimulatorOptions } from '../../simulator/start-simulator';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually } from '../support/export-bench';
import { start, starter } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const PARENT = SIMULATED_ACCOUNT;
const SHOP = { accountSid: `AC${'7'.repeat(32)}`, authToken: 'token-of-the-shop', parentSid: PARENT.accountSid };
const ACCOUNTS: SimulatorOptions = { accounts: [PARENT, SHOP] };

let temporal: TemporalServer;
let folder: string;
beforeAll(async () => {
  temporal = await startTemporal();
});
afterAll(() => temporal.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dayhaul-accounts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface FileOptions {
  readonly withoutShop?: boolean;
  readonly more?: string;
}

/** Write an accounts file, and get the settings of its worker and of commands. */
function settingsOf(group: string, origin: string, { withoutShop = false, more = '' }: FileOptions = {}): Record<string, string> {
  const path = join(folder, 'dayhaul.yaml');
  const shop = `      ${group}-shop: { sid: ${SHOP.accountSid}, token: 'file:${join(folder, 'token')}' }`;
  writeFileSync(
    path,
    `groups:
  ${group}:
    types: [Messages]
    firstDay: 2024-01-01
    accounts:
      ${group}-main: { sid: ${PARENT.accountSid}, token: 'env:PARENT_TOKEN' }
${withoutShop ? '' : shop}
    ${more}`,
  );
  return {
    TWILIO_BULK_EXPORTS_URL: origin,
    TEMPORAL_ADDRESS: temporal.address,
    DAYHAUL_CONFIG: path,
    PARENT_TOKEN: PARENT.authToken,
  };
}

const RANGE = '--resource-type Messages --from 2024-03-01 --to 2024-03-14 --poll-min 50ms --poll-max 250ms';

/** Run commands against a worker with these settings, which is stopped in the end. */
async function withWorker(settings: Record<string, string>, use: (dayhaul: Dayhaul) => Promise<void>): Promise<string> {
  const worker = await start('worker', [], settings);
  try {
    await use((line) => starter(line, settings));
  } finally {
    await worker.stop();
  }
  return worker.stderr();
}

type Dayhaul = (line: string) => ReturnType<typeof starter>;

/** Start an export, and wait until its status names a problem like this. */
async function beginWithProblem(dayhaul: Dayhaul, account: string, problem: RegExp): Promise<string> {
  const { stdout } = await dayhaul(`export --account ${account} ${RANGE} --json`);
  const { workflowId } = JSON.parse(stdout) as { workflowId: string };
  const status = async () => (await dayhaul(`status ${workflowId} --json`)).stdout;
  await eventually(status, (text) => problem.test(text));
  return workflowId;
}

test('one worker exports for each account with its own credentials, which are read again once they are refused', () =>
  withSimulator(ACCOUNTS, async (simulator) => {
    writeFileSync(join(folder, 'token'), 'a-token-of-yesterday\n');
    const log = await withWorker(settingsOf('acme', simulator.origin), async (dayhaul) => {
      const refused = await beginWithProblem(dayhaul, 'acme-shop', /Correct file:[^ ]*token of account \\"acme-shop\\"/);
      expect(await dayhaul('accounts check')).toMatchObject({
        exitCode: 1,
        stdout: expect.stringMatching(/^✓ acme-main: ready\n✗ acme-shop: .* answered 401/) as unknown,
      });
      expect(await dayhaul(`export --account acme-main ${RANGE} --follow`)).toMatchObject({ exitCode: 0 });
      writeFileSync(join(folder, 'token'), SHOP.authToken);
      expect(await dayhaul(`watch ${refused}`)).toMatchObject({ exitCode: 0 });

      expect(await dayhaul('accounts check --json')).toMatchObject({ exitCode: 0 });
      const jobsOf = (accountSid: string) => simulator.jobs().filter((job) => job.accountSid === accountSid).length;
      expect([PARENT, SHOP].map(({ accountSid }) => jobsOf(accountSid))).toEqual([1, 1]);
      expect(JSON.parse((await dayhaul('quota show --json')).stdout)).toMatchObject({ grantedDays: 28 });
      expect(await dayhaul('doctor --account acme-shop')).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(/works for file:[0-9a-f]{12} at .*, quota group acme/) as unknown,
      });
    });
    expect(log).toContain('Worker for group "acme" (accounts: 2)');
    expect(log).not.toContain('yesterday');
  }));

test('a subaccount needs no credentials in the file, and one that is closed or unknown is named', () => {
  const closed = { ...SHOP, accountSid: `AC${'8'.repeat(32)}`, authToken: 'token-of-a-closed-shop', status: 'closed' as const };
  return withSimulator({ accounts: [PARENT, SHOP, closed] }, async (simulator) => {
    const settings = settingsOf('tree', simulator.origin, { withoutShop: true, more: 'subaccountsOf: { account: tree-main }' });
    await withWorker({ ...settings, TWILIO_API_URL: simulator.origin }, async (dayhaul) => {
      expect(await dayhaul(`export --account ${SHOP.accountSid} ${RANGE} --follow`)).toMatchObject({ exitCode: 0 });
      await beginWithProblem(dayhaul, closed.accountSid, /Twilio lists it as closed/);
      await beginWithProblem(dayhaul, `AC${'9'.repeat(32)}`, /neither .* nor Twilio's list of subaccounts has it/);
      expect(simulator.jobs()).toHaveLength(1);
      expect(await dayhaul(`export --account nobody ${RANGE}`)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('has no account "nobody"') as unknown,
      });
    });
  });
});

test('no export begins while two workers have different files', () =>
  withSimulator(ACCOUNTS, async (simulator) => {
    writeFileSync(join(folder, 'token'), SHOP.authToken);
    const older = await start('worker', [], settingsOf('shared', simulator.origin, { withoutShop: true }));
    await eventually(
      () => older.stderr(),
      (log) => log.includes('is running'),
    );
    const settings = settingsOf('shared', simulator.origin);
    await withWorker(settings, async (dayhaul) => {
      const doctor = async () => (await dayhaul('doctor --account shared-main')).stdout;
      await eventually(doctor, (text) => text.includes('Give all of them the same and restart them.'));
      const waiting = await beginWithProblem(dayhaul, 'shared-main', /different accounts files.*Nothing was requested/);
      expect(simulator.jobs()).toEqual([]);
      await older.stop();
      expect(await dayhaul(`watch ${waiting}`)).toMatchObject({ exitCode: 0 });
    });
  }));

test('a reference without a value is named at the start, and by --check-settings', () =>
  withSimulator(ACCOUNTS, async (simulator) => {
    const settings = settingsOf('gone', simulator.origin);
    const checked = await start('worker', ['--check-settings'], settings);
    expect(await checked.exit).toBe(2);
    expect(checked.stderr()).toMatch(/account "gone-shop" \(file:.*token\) are empty or cannot be read/);
    const log = await withWorker(settings, async (dayhaul) => {
      await beginWithProblem(dayhaul, 'gone-shop', /No request was sent/);
      expect((await dayhaul('accounts check')).stdout).toMatch(/^✓ gone-main: ready\n✗ gone-shop: .* No request was sent/);
    });
    expect(log).toMatch(/WARN.*account "gone-shop"/);
  }));
