import { TemporalUnreachable } from '../../src/client/temporal-unreachable';
import { connectWorker } from '../../src/runtime/run-worker';
import { findFreePort } from '../../tools/programs/find-free-port';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { quietRuntime } from '../support/quiet-runtime';
import { temporalTest } from '../support/temporal-test';

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

test('when nothing listens there, nothing native starts', async () => {
  process.env['TEMPORAL_ADDRESS'] = `127.0.0.1:${await findFreePort()}`;
  const [check, onReachable] = [jest.fn(), jest.fn()];
  await expect(connectWorker(check, onReachable)).rejects.toBeInstanceOf(TemporalUnreachable);
  expect(check).not.toHaveBeenCalled();
  expect(onReachable).not.toHaveBeenCalled();
});

describe('at a Temporal that responds', () => {
  let temporal: TemporalServer | undefined;
  beforeAll(async () => {
    if (!process.env['DAYHAUL_NO_TEMPORAL']) temporal = await startTemporal();
  });
  beforeEach(() => {
    process.env['TEMPORAL_ADDRESS'] = temporal?.address;
  });
  afterAll(() => temporal?.stop());

  temporalTest('a worker is connected after the check, and knows the address', async () => {
    const order: string[] = [];
    const check = async ({ client }: Parameters<Parameters<typeof connectWorker>[0]>[0]) => {
      await client.workflowService.getSystemInfo({});
      order.push('check');
    };
    const connected = await connectWorker(check, () => {
      quietRuntime();
      return order.push('runtime');
    });
    expect(order).toEqual(['check', 'runtime']);
    expect(connected).toMatchObject({ address: temporal?.address, namespace: 'default', runtime: 2 });
    await connected.connection.workflowService.getSystemInfo({});
    await connected.connection.close();
  });

  temporalTest('a check that fails ends the start before anything native', async () => {
    const refusal = new Error('The label is in use.');
    const onReachable = jest.fn();
    await expect(connectWorker(() => Promise.reject(refusal), onReachable)).rejects.toBe(refusal);
    expect(onReachable).not.toHaveBeenCalled();
  });
});
