import type { MetricMeter } from '@temporalio/common';
import { countDelivered, countRequestedDays } from '../../../src/activities/attempt/metrics';

/** A meter, and what was added to its counters. */
function countingMeter() {
  const added: Record<string, unknown> = {};
  const createCounter = (name: string) => ({
    add: (...measured: unknown[]) => {
      added[name] = measured;
    },
  });
  return { meter: { createCounter } as unknown as MetricMeter, added };
}

const TAGS = { resource_type: 'Calls' };

test('requested days are counted by resource type', () => {
  const { meter, added } = countingMeter();
  countRequestedDays(meter, 'Calls', 31);
  expect(added).toEqual({ dayhaul_day_requests: [31, TAGS] });
});

test('a delivered file is one day and its bytes', () => {
  const { meter, added } = countingMeter();
  countDelivered(meter, 'Calls', 4711);
  expect(added).toEqual({ dayhaul_delivered_files: [1, TAGS], dayhaul_delivered_bytes: [4711, TAGS] });
});
