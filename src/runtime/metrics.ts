import type { MetricMeter } from '@temporalio/common';
import type { InjectedSinks } from '@temporalio/worker';
import type { OnRequest } from '../bulk-export/http/request';
import type { missingDaysReader } from '../client/missing-days';
import type { MetricSinks } from '../contract/metric-sinks';

/** A next UTC day further away is that of another clock, milliseconds. */
const LONGEST_WAIT_MS = 2 * 86_400_000;

/** Count the requests to Twilio's API by operation and outcome. */
export function countRequests(meter: MetricMeter): OnRequest {
  const requests = meter.createCounter('dayhaul_api_requests', '', 'Requests to the BulkExport API, also for each page');
  return (operation, outcome) => requests.add(1, { operation, outcome });
}

/** Set the gauges by the reports of workflows. From 00:00 UTC on, the quota of the new day is left. */
export function workflowMetrics(meter: MetricMeter): InjectedSinks<MetricSinks> {
  const states = meter.createGauge('dayhaul_day_states', 'int', '', 'Days of an export by state');
  const expiry = 'When the first file that is not downloaded yet may expire; 0 when there is none';
  const deadline = meter.createGauge('dayhaul_oldest_deadline_timestamp_seconds', 'int', '', expiry);
  const end = 'End of the newest day of an export in its archive (UTC)';
  const delivered = meter.createGauge('dayhaul_newest_delivered_day_timestamp_seconds', 'int', '', end);
  const quota = meter.createGauge('dayhaul_quota_left', 'int', '', 'Days that may still be requested on the UTC day');
  const setLeft = (left: number, group: string) => {
    if (left !== Infinity) quota.set(left, { group });
  };
  const midnights = new Map<string, NodeJS.Timeout>();
  return {
    metrics: {
      setExport: {
        fn: (_info, id, resourceType, counts, deadlineMs, deliveredMs) => {
          const labels = { export: id, resource_type: resourceType };
          for (const [state, days] of Object.entries(counts)) states.set(days, { ...labels, state });
          deadline.set(Math.floor(deadlineMs / 1000), labels);
          if (deliveredMs > 0) delivered.set(deliveredMs / 1000, labels);
        },
      },
      setQuota: {
        fn: (_info, group, left, leftNextDay, nextDayMs) => {
          setLeft(left, group);
          clearTimeout(midnights.get(group));
          const waitMs = nextDayMs - Date.now();
          if (waitMs <= 0 || waitMs >= LONGEST_WAIT_MS) return;
          midnights.set(group, setTimeout(setLeft, waitMs, leftNextDay, group).unref());
        },
      },
    },
  };
}

/** Set the missing days by account and resource type, now and every minute. The last values stay while Temporal is not reachable. */
export function watchMissing(meter: MetricMeter, read: ReturnType<typeof missingDaysReader>): NodeJS.Timeout {
  const gauge = meter.createGauge('dayhaul_missing', 'int', '', 'Missing days that no later export completed');
  const update = async () => {
    const missing = await read().catch(() => []);
    for (const { account, resourceType, days } of missing) gauge.set(days, { account, resource_type: resourceType });
  };
  void update();
  return setInterval(() => void update(), 60_000);
}
