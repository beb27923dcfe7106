import type { MetricMeter } from '@temporalio/common';
import type { OnRequest } from '../bulk-export/http/request';

/** Count the requests to Twilio's API by operation and outcome. */
export function countRequests(meter: MetricMeter): OnRequest {
  const requests = meter.createCounter(
    'dayhaul_api_requests',
    'requests',
    'Requests to the BulkExport API; each page of a list counts',
  );
  return (operation, outcome) => {
    requests.add(1, { operation, outcome });
  };
}
