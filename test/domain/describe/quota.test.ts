import { closeDay } from '../../../src/domain/quota/day-quota';
import { recordUnexplainedRefusal } from '../../../src/domain/quota/refusals';
import type { Day } from '../../../src/domain/days/day-range';
import { describeQuota } from '../../../src/domain/describe/quota';
import { march } from '../support/march';
import { AskedQuota } from '../support/quotas';

const MAY_1 = '2024-05-01' as Day;

let quota: AskedQuota;

beforeEach(() => {
  quota = new AskedQuota();
});

test('an unused quota is one line', () => {
  expect(describeQuota(quota.state)).toBe('**0 days requested on 2024-05-01 (UTC)**');
});

test.each([
  [300, '**0 days requested on 2024-05-01 (UTC), limit 300**'],
  ['none', '**0 days requested on 2024-05-01 (UTC), no limit**'],
] as const)("an operator's limit of %s is shown", (limit, message) => {
  expect(describeQuota({ ...quota.state, limit })).toBe(message);
});

test('reservations, their jobs and the number of waiting exports are shown', () => {
  quota.reserve('a', '1..3', { limit: 4 });
  quota.call({
    call: 'settle',
    reservation: { nonce: 'a', reservationNumber: 1 },
    jobSid: 'JS1',
    endsAtMs: Infinity,
  });
  quota.reserve('b', '4', { limit: 4 });
  quota.reserve('c', '5', { limit: 4 });
  expect(describeQuota(quota.state).split('\n\n')).toEqual([
    '**4 days requested on 2024-05-01 (UTC)**',
    '- **Messages 2024-03-01..2024-03-03** job JS1, export-a\n' + '- **Messages 2024-03-04** being submitted, export-b',
    '1 export waiting for quota',
  ]);
});

test('the reason of a closed UTC day and a rejected chunk are shown', () => {
  const refusal = { range: march('1..3'), resourceType: 'Calls', signature: '400/20001' } as const;
  const closed = closeDay(quota.state, MAY_1, 'An operator closed the day.');
  expect(describeQuota(recordUnexplainedRefusal(closed, MAY_1, refusal, 'Bad request.'))).toMatch(
    /\n\nClosed until the next UTC day. An operator closed the day\.\n\nRejected for an unknown reason: Calls 2024-03-01\.\.2024-03-03$/,
  );
});
