import { newestDelivered } from '../../../src/domain/describe/delivery-progress';
import { deliver, deliverable } from '../support/deliveries';
import { planned } from '../support/ledgers';

const FILE = { kind: 'delivered', records: 3, bytes: 100 } as const;

test('the newest day in the archive may have no records, and days before it may be on their way', () => {
  expect(newestDelivered(planned('1..9'))).toBeUndefined();
  const ledger = deliverable('1..9', '1..7');
  expect(newestDelivered(ledger)).toBeUndefined();
  const delivered = deliver(ledger, '2..4', FILE);
  expect(newestDelivered(delivered)).toBe('2024-03-04');
  expect(newestDelivered(deliver(delivered, '6', { kind: 'empty' }))).toBe('2024-03-06');
  expect(newestDelivered(deliver(delivered, '1', FILE))).toBe('2024-03-04');
});
