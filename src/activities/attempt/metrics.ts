import type { MetricMeter } from '@temporalio/common';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** Count requested days, once per submission that covers them. */
export function countRequestedDays(meter: MetricMeter, resourceType: ResourceType, days: number): void {
  meter
    .createCounter('dayhaul_day_requests', '', 'Days requested from Twilio, once per submission')
    .add(days, { resource_type: resourceType });
}

/** Count a delivered file, and its bytes as Twilio sent them. */
export function countDelivered(meter: MetricMeter, resourceType: ResourceType, bytes: number): void {
  const tags = { resource_type: resourceType };
  meter.createCounter('dayhaul_delivered_files', '', 'Files of days delivered to an archive').add(1, tags);
  meter.createCounter('dayhaul_delivered_bytes', '', 'Bytes of delivered files, as Twilio sent them').add(bytes, tags);
}

export function countNotification(meter: MetricMeter, tags: Readonly<Record<'target' | 'kind' | 'result', string>>): void {
  meter.createCounter('dayhaul_notifications', '', 'Attempts to send a notification, by target').add(1, tags);
}
