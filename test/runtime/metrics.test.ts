import type { MetricMeter } from '@temporalio/common';
import type { WorkflowInfo } from '@temporalio/workflow';
import { answer } from '../../simulator/faults/fault';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { createBulkExportApi } from '../../src/bulk-export/client';
import { countRequests, watchMissing, workflowMetrics } from '../../src/runtime/metrics';
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
    expect(createCounter.mock.calls).toMatchObject([['dayhaul_api_requests', '', expect.any(String)]]);
    expect(counted).toEqual([
      [1, { operation: 'listJobs', outcome: 'ok' }],
      [1, { operation: 'listDays', outcome: 'unavailable' }],
    ]);
  }));

/** A meter, and the last value of each gauge by its labels. */
function gaugeMeter() {
  const values: Record<string, number> = {};
  const createGauge = (name: string) => ({
    set: (value: number, labels: Readonly<Record<string, string>>) => {
      values[[name, ...Object.values(labels)].join(' ')] = value;
    },
  });
  return { meter: { createGauge } as unknown as MetricMeter, values };
}

const INFO = {} as WorkflowInfo;
const NOW = Date.parse('2024-05-01T23:59:00Z');
const MIDNIGHT = Date.parse('2024-05-02T00:00:00Z');

describe('with a clock', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  test('a closed quota has nothing left, and the whole limit after midnight UTC', () => {
    const { meter, values } = gaugeMeter();
    const { setQuota } = workflowMetrics(meter).metrics;
    void setQuota.fn(INFO, 'main', 0, 366, MIDNIGHT);
    expect(values).toEqual({ 'dayhaul_quota_left main': 0 });
    jest.advanceTimersByTime(60_000);
    expect(values).toEqual({ 'dayhaul_quota_left main': 366 });
  });

  test('a later report replaces the expected one; a day that is over, or without a limit, is none', () => {
    const { meter, values } = gaugeMeter();
    const { setQuota } = workflowMetrics(meter).metrics;
    void setQuota.fn(INFO, 'main', 0, 366, MIDNIGHT);
    void setQuota.fn(INFO, 'main', 5, 300, NOW - 1);
    void setQuota.fn(INFO, 'other', Infinity, Infinity, MIDNIGHT);
    jest.advanceTimersByTime(120_000);
    expect(values).toEqual({ 'dayhaul_quota_left main': 5 });
  });

  test('missing days are read every minute, and stay while Temporal is away', async () => {
    const { meter, values } = gaugeMeter();
    const missing = (days: number) => [{ account: 'main', resourceType: 'Calls' as const, days }];
    const read = jest
      .fn<Promise<ReturnType<typeof missing>>, []>()
      .mockResolvedValueOnce(missing(2))
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue(missing(0));
    const watching = watchMissing(meter, read);
    const seen: (number | undefined)[] = [];
    for (let minute = 0; minute < 3; minute++) {
      await jest.advanceTimersByTimeAsync(30_000);
      seen.push(values['dayhaul_missing main Calls']);
      await jest.advanceTimersByTimeAsync(30_000);
    }
    clearInterval(watching);
    expect(seen).toEqual([2, 2, 0]);
  });
});

test('an export sets its days by state, its deadline, and the end of its newest day in the archive, in seconds', () => {
  const { meter, values } = gaugeMeter();
  const { setExport } = workflowMetrics(meter).metrics;
  void setExport.fn(INFO, 'export-main', 'Calls', { missing: 1 }, 1500, 0);
  expect(values).toEqual({
    'dayhaul_day_states export-main Calls missing': 1,
    'dayhaul_oldest_deadline_timestamp_seconds export-main Calls': 1,
  });
  void setExport.fn(INFO, 'export-main', 'Calls', {}, 0, 86_400_000);
  expect(values).toMatchObject({ 'dayhaul_newest_delivered_day_timestamp_seconds export-main Calls': 86_400 });
});
