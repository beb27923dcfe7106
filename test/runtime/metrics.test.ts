import type { MetricMeter } from '@temporalio/common';
import { answer } from '../../simulator/faults/fault';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { createBulkExportApi } from '../../src/bulk-export/client';
import { countRequests } from '../../src/runtime/metrics';
import { withSimulator } from '../support/with-simulator';

test('every request to Twilio is counted by its operation and its outcome', () =>
  withSimulator(async (simulator) => {
    const counted: unknown[] = [];
    const add = (...measured: unknown[]) => counted.push(measured);
    const createCounter = jest.fn().mockReturnValue({ add });
    const { accountSid, authToken } = SIMULATED_ACCOUNT;
    const api = createBulkExportApi({
      accountSid,
      username: accountSid,
      password: authToken,
      baseUrl: simulator.origin,
      onRequest: countRequests({ createCounter } as unknown as MetricMeter),
    });
    simulator.faults.plan({ on: 'days', does: answer({ status: 503 }) });
    await api.listJobs('Messages');
    await expect(api.listDays('Messages')).rejects.toThrow();
    expect(createCounter.mock.calls).toMatchObject([['dayhaul_api_requests', 'requests', expect.any(String)]]);
    expect(counted).toEqual([
      [1, { operation: 'listJobs', outcome: 'ok' }],
      [1, { operation: 'listDays', outcome: 'unavailable' }],
    ]);
  }));
