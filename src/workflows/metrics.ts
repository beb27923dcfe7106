import { proxySinks } from '@temporalio/workflow';
import { withoutScheduledTime } from '../contract/ids';
import type { MetricSinks } from '../contract/metric-sinks';
import { addDays, startOfDay } from '../domain/days/day-range';
import type { AdvisedExport } from '../domain/describe/advice';
import { newestDelivered, oldestDeadline } from '../domain/describe/delivery-progress';
import type { DayCounts } from '../domain/describe/progress';
import type { Ledger } from '../domain/ledger/ledger';
import { advanceTo, type DayQuota } from '../domain/quota/day-quota';
import type { QuotaLimit } from '../domain/quota/quota-limit';
import { daysLeft } from '../domain/quota/remaining';

const { metrics } = proxySinks<MetricSinks>();

const STATES = ['planned', 'submitted', 'exported', 'empty', 'delivered', 'missing'] as const;

/** Record the days of an export by state. All runs of a schedule share one series, so that their number does not grow. */
export function recordExportMetrics({ workflowId, resourceType, archive }: AdvisedExport, ledger: Ledger, days: DayCounts): void {
  const states = Object.fromEntries(STATES.map((state) => [state, days[state]]));
  const newest = archive === undefined ? undefined : newestDelivered(ledger);
  const deliveredMs = newest === undefined ? 0 : startOfDay(addDays(newest, 1));
  metrics.setExport(withoutScheduledTime(workflowId), resourceType, states, oldestDeadline(ledger) ?? 0, deliveredMs);
}

/** Record the quota that is left on the UTC day and on the next one, by the limit of the last request, in days. */
export function recordQuotaMetrics(group: string, quota: DayQuota, limit: QuotaLimit): void {
  const nextDayMs = startOfDay(addDays(quota.utcDay, 1));
  const leftOn = (day: DayQuota) => (day.closedBecause === undefined ? Math.max(daysLeft(day, limit), 0) : 0);
  metrics.setQuota(group, leftOn(quota), leftOn(advanceTo(quota, nextDayMs)), nextDayMs);
}
