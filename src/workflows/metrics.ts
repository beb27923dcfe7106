import { metricMeter } from '@temporalio/workflow';
import type { DayQuota } from '../domain/quota/day-quota';
import { oldestDeadline } from '../domain/describe/delivery-progress';
import type { Ledger } from '../domain/ledger/ledger';
import type { Progress } from '../domain/describe/progress';
import type { QuotaCall } from '../domain/quota/protocol';
import { leftFor } from '../domain/quota/remaining';
import type { ResourceType } from '../domain/twilio/resource-type';
import { withoutScheduledTime } from '../contract/ids';

const STATES = ['planned', 'submitted', 'exported', 'empty', 'delivered', 'missing'] as const;

/** Show how an export stands. The runs of a schedule share one series, so that there are not more every night. */
export function recordExportMetrics(
  workflowId: string,
  resourceType: ResourceType,
  ledger: Ledger,
  { days }: Pick<Progress, 'days'>,
): void {
  const tags = { export: withoutScheduledTime(workflowId), resource_type: resourceType };
  const gauge = metricMeter.createGauge('dayhaul_days', 'int', 'days', 'Days of an export by their standing');
  for (const state of STATES) gauge.set(days[state], { ...tags, standing: state });
  metricMeter
    .createGauge(
      'dayhaul_oldest_deadline_seconds',
      'int',
      'seconds',
      'When the first file that is not fetched yet may be gone, seconds since 1970; 0 when all are fetched',
    )
    .set(Math.floor((oldestDeadline(ledger) ?? 0) / 1000), tags);
}

/** Show what is left of the UTC day's quota after a reservation. */
export function recordQuotaMetrics(group: string, quota: DayQuota, call: QuotaCall): void {
  if (call.call !== 'reserve') return;
  const left = leftFor(quota, { ...call.request, reserve: 0 });
  if (left === Infinity) return;
  metricMeter
    .createGauge('dayhaul_quota_left_days', 'int', 'days', 'Days that may still be requested on this UTC day')
    .set(Math.max(left, 0), { group });
}
