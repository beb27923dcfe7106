import { metricMeter } from '@temporalio/activity';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** Count days that were asked of Twilio, once per submission that covered them. */
export function countRequestedDays(resourceType: ResourceType, days: number): void {
  metricMeter
    .createCounter('dayhaul_requested_days', 'days', 'Days asked of Twilio, once per submission')
    .add(days, { resource_type: resourceType });
}

/** Count a file that was delivered, by its bytes as they were sent. */
export function countDelivered(resourceType: ResourceType, bytes: number): void {
  const tags = { resource_type: resourceType };
  metricMeter.createCounter('dayhaul_delivered_days', 'days', 'Days delivered to an archive').add(1, tags);
  metricMeter
    .createCounter('dayhaul_delivered_bytes', 'bytes', 'Bytes of delivered files, as Twilio sent them')
    .add(bytes, tags);
}
