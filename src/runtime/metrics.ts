import type { MetricMeter } from '@temporalio/common';
import type { OnRequest } from '../bulk-export/http/request';

/** Count the requests to Twilio's API by what was asked and how it ended. */
export function countRequests(meter: MetricMeter): OnRequest {
  const requests = meter.createCounter(
    'dayhaul_api_requests',
    'requests',
    'Requests to the BulkExport API; a page of a list is one',
  );
  return (operation, outcome) => {
    requests.add(1, { operation, outcome });
  };
}
