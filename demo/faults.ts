import { answerAfterProcessing, rateLimit } from '../simulator/faults/fault';
import type { Simulator } from '../simulator/start-simulator';

/** Plan the faults of the demo. @returns their descriptions */
export function planFaults(simulator: Simulator): string[] {
  simulator.day('2021-03-14').fails(1);
  simulator.day('2022-07-01').fails(1);
  simulator.day('2022-07-02').fails(1);
  simulator.day('2023-02-28').failsForEver();
  simulator.day('2021-12-25').isEmpty();
  simulator.faults.plan({ on: 'any', after: 25, times: 4, does: rateLimit({ retryAfterSeconds: 1 }) });
  simulator.faults.plan({ on: 'create', after: 20, times: 1, does: answerAfterProcessing({ status: 502 }) });
  return [
    '2021-03-14, 2022-07-01 and 2022-07-02 fail once, 2023-02-28 fails permanently, 2021-12-25 has no records',
    '4 responses of status 429 with Retry-After',
    '1 job that is created although the response has status 502',
  ];
}
