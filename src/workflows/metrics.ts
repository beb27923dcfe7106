import { metricMeter } from '@temporalio/workflow';
import type { DayQuota } from '../domain/quota/day-quota';
import { oldestDeadline } from '../domain/describe/delivery-progress';
import type { Ledger } from '../domain/ledger/ledger';
import type { Progress } from '../domain/describe/progress';
import type { QuotaLimit } from '../domain/quota/quota-limit';
import { daysLeft } from '../domain/quota/remaining';
import type { ResourceType } from '../domain/twilio/resource-type';
import { withoutScheduledTime } from '../contract/ids';

const STATES = ['planned', 'submitted', 'exported', 'empty', 'delivered', 'missing'] as const;

/** Record the days of an export by state. All runs of a schedule share one series, so that their number does not grow. */
export function recordExportMetrics(
  workflowId: string,
  resourceType: ResourceType,
  ledger: Ledger,
  { days }: Pick<Progress, 'days'>,
): void {
  const tags = { export: withoutScheduledTime(workflowId), resource_type: resourceType };
  const gauge = metricMeter.createGauge('dayhaul_days', 'int', 'days', 'Days of an export by state');
  for (const state of STATES) gauge.set(days[state], { ...tags, state });
  metricMeter
    .createGauge(
      'dayhaul_oldest_deadline_timestamp_seconds',
      'int',
      'seconds',
      'When the first file that is not downloaded yet may expire, seconds since 1970; 0 when there is none',
    )
    .set(Math.floor((oldestDeadline(ledger) ?? 0) / 1000), tags);
}

/**
 * Record the quota that is left on the UTC day: 0 when the day is closed. Only a request tells the limit of its worker.
 *
 * @param limit of the last request, in days
 */
export function recordQuotaMetrics(group: string, quota: DayQuota, limit: QuotaLimit): void {
  const left = quota.closedBecause === undefined ? daysLeft(quota, limit) : 0;
  if (left === Infinity) return;
  metricMeter
    .createGauge('dayhaul_quota_left_days', 'int', 'days', 'Days that may still be requested on the UTC day')
    .set(Math.max(left, 0), { group });
}
