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

test('a quota of which nothing is spent is told in one line', () => {
  expect(describeQuota(quota.state)).toBe('**0 days requested on 2024-05-01 (UTC)**');
});

test.each([
  [300, '**0 days requested on 2024-05-01 (UTC), at most 300**'],
  ['none', '**0 days requested on 2024-05-01 (UTC), no limit**'],
] as const)("an operator's limit of %s is told", (limit, message) => {
  expect(describeQuota({ ...quota.state, limit })).toBe(message);
});

test('who has reserved which days is told, what became a job, and how many wait', () => {
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
    '- **Messages 2024-03-01..2024-03-03** became job JS1, by export-a\n' +
      '- **Messages 2024-03-04** is being submitted, by export-b',
    '1 export waiting for quota',
  ]);
});

test('why a UTC day is closed, and which chunk was doubted, is told', () => {
  const refusal = { range: march('1..3'), resourceType: 'Calls', signature: '400/20001' } as const;
  const closed = closeDay(quota.state, MAY_1, 'An operator closed the day.');
  expect(describeQuota(recordUnexplainedRefusal(closed, MAY_1, refusal, 'Bad request.'))).toMatch(
    /\n\nClosed until the next UTC day: An operator closed the day\.\n\nRefused for an unknown reason: Calls 2024-03-01\.\.2024-03-03$/,
  );
});
