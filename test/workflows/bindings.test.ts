import { NativeConnection } from '@temporalio/worker';
import { startSimulator } from '../../simulator/start-simulator';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { pollersOf } from '../../src/client/pollers';
import { taskQueueOf } from '../../src/contract/ids';
import { endOf, eventually, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const RANGE = '2024-03-01..2024-03-14';

const MENDED = { ...SIMULATED_ACCOUNT, authToken: 'f'.repeat(32) };

test('refused credentials are shown in words, and the export goes on once they are mended', () =>
  withSimulator({ accounts: [MENDED] }, async (simulator) => {
    const account = newAccount();
    const refused = await bench().startWorker(account, simulator);
    const handle = await bench().start(account, { range: RANGE });

    const [message] = await eventually(
      () => pendingMessages(handle),
      ([sentence]) => sentence !== undefined && sentence !== '',
    );
    expect(message).toMatch(/TWILIO_/);
    expect(message).not.toContain(SIMULATED_ACCOUNT.authToken);
    await refused.stop();

    await bench().startWorker(account, simulator, { authToken: MENDED.authToken });
    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 14 }, requestedDays: 14 });
  }));

test('credentials that are refused in the middle do not end the export', () =>
  withSimulator(async (simulator) => {
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-05-31', options: { openJobs: 1 } }, 2);
    simulator.setAccounts([MENDED]);
    await eventually(
      () => pendingMessages(handle),
      (messages) => messages.some((message) => message.includes('TWILIO_')),
    );
    simulator.setAccounts([SIMULATED_ACCOUNT]);

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 92 }, requestedDays: 92 });
  }));

test('a worker of another API refuses in words and asks nothing; the right one goes on', () =>
  withSimulator(async (simulator) => {
    const other = await startSimulator();
    const {
      account,
      worker: right,
      handle,
    } = await bench().begin(simulator, { range: '2024-03-01..2024-05-31', options: { openJobs: 1 } }, 2);
    await right.stop();

    const wrong = await bench().startWorker(account, other);
    const messages = await eventually(
      () => pendingMessages(handle),
      (sentences) => sentences.some((sentence) => sentence.includes('was started with')),
    );
    expect(messages.join()).toContain(simulator.origin);
    expect(messages.join()).toContain(other.origin);
    await wrong.stop();
    expect(other.requests()).toEqual([]);
    await other.close();

    await bench().startWorker(account, simulator);
    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 92 }, requestedDays: 92 });
  }));

test('an export does not begin while two workers share a label, and does once one of them has stopped', () =>
  withSimulator((first) =>
    withSimulator(async (second) => {
      const account = newAccount();
      const connection = await NativeConnection.connect({ address: bench().temporal.address });
      await bench().startWorker(account, first);
      const other = await bench().startWorker(account, second, { connection });
      await eventually(
        () => pollersOf(bench().client, taskQueueOf(account)),
        ({ length }) => length === 2,
      );
      const handle = await bench().start(account, { range: RANGE });
      const messages = await eventually(
        () => pendingMessages(handle),
        (sentences) => sentences.some((sentence) => sentence !== ''),
      );
      expect(messages.join()).toMatch(/The label "test-.*" is in use by another account.*Nothing was requested/);
      expect([...first.requests(), ...second.requests()]).toEqual([]);

      await other.stop();
      await connection.close();
      const { outcome } = await endOf(handle);
      expect(outcome).toMatchObject({ days: { exported: 14 }, requestedDays: 14 });
      expect(second.requests()).toEqual([]);
    }),
  ));

test('input that makes no sense ends the export at once with every problem', () =>
  withSimulator(async (simulator) => {
    const { failure } = await bench().run(simulator, {
      range: RANGE,
      resourceType: 'Messagez' as 'Messages',
      options: { openJobs: 0 },
    });

    expect(failure?.type).toBe('BadInput');
    expect(failure?.message).toMatch(/Messagez.*--open-jobs/);
    expect(simulator.requests()).toEqual([]);
  }));
