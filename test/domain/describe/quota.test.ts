import { closeDay } from '../../../src/domain/quota/day-quota';
import { recordUnexplainedRefusal } from '../../../src/domain/quota/refusals';
import type { Day } from '../../../src/domain/days/day-range';
import { describeQuota } from '../../../src/domain/describe/quota';
import { march } from '../support/march';
import { MINUTE, NOON } from '../support/instants';
import { AskedQuota } from '../support/quotas';

const MAY_1 = '2024-05-01' as Day;

let quota: AskedQuota;

beforeEach(() => {
  quota = new AskedQuota();
});

test('an unused quota is one line, with the limit of Twilio', () => {
  expect(describeQuota(quota.state)).toBe('**0 of 366 days requested on 2024-05-01 (UTC)**');
});

test.each([
  [300, '**0 of 300 days requested on 2024-05-01 (UTC)**'],
  ['none', '**0 days requested on 2024-05-01 (UTC), no limit**'],
] as const)("an operator's limit of %s is shown", (limit, message) => {
  expect(describeQuota({ ...quota.state, limit })).toBe(message);
});

test('reservations, their jobs and the number of waiting exports are shown', () => {
  quota.reserve('a', '1..3', { limit: 4 });
  quota.call({ call: 'settle', reservation: { nonce: 'a', reservationNumber: 1 }, jobSid: 'JS1', endsAtMs: Infinity });
  quota.reserve('b', '4', { limit: 4 });
  quota.reserve('c', '5', { limit: 4 });
  expect(describeQuota(quota.state).split('\n\n')).toEqual([
    '**4 of 4 days requested on 2024-05-01 (UTC)**',
    '**By export**\n- 3 days: export-a\n- 1 day: export-b',
    '**Latest submissions**\n- **Messages 2024-03-01..2024-03-03** job JS1, export-a\n- **Messages 2024-03-04** being submitted, export-b',
    '1 export waiting for quota',
  ]);
});

test('an export that has ended is still shown with its days, until the UTC day ends', () => {
  quota.reserve('a', '1..3', { reserve: 10 });
  const reservation = { nonce: 'a', reservationNumber: 1 };
  quota.call({ call: 'settle', reservation, jobSid: 'JS1', endsAtMs: NOON });
  quota.reserve('b', '4..5', { nowMs: NOON + MINUTE });
  expect(describeQuota(quota.state)).toContain(
    '**5 of 366 days requested on 2024-05-01 (UTC), 10 reserved for schedules**\n\n**By export**\n- 3 days: export-a\n- 2 days: export-b\n\n',
  );
  expect(describeQuota(quota.state)).not.toContain('JS1');

  quota.call({ call: 'returnDays', reservations: [{ nonce: 'b', reservationNumber: 1 }] });
  expect(quota.state).toMatchObject({ grantedDays: 3, grants: [{ workflowId: 'export-a', days: 3 }] });

  quota.reserve('c', '9', { nowMs: NOON + 24 * 60 * MINUTE, limit: 300 });
  expect(describeQuota(quota.state)).toMatch(
    /^\*\*1 of 300 days requested on 2024-05-02 \(UTC\)\*\*\n\n\*\*By export\*\*\n- 1 day: export-c\n\n/,
  );
});

test('the page of a quota that hundreds of exports share shows the last ones', () => {
  const grants = Array.from({ length: 366 }, (_, index) => ({ workflowId: `export-${index}`, days: 1 }));
  const page = describeQuota({ ...quota.state, grants });
  expect(page).toContain('- 1 day: export-365\n- and 316 more exports');
  expect(page).not.toContain('export-315\n');
});

test('the reason of a closed UTC day and a rejected chunk are shown', () => {
  const refusal = { range: march('1..3'), resourceType: 'Calls', signature: '400/20001' } as const;
  const closed = closeDay(quota.state, MAY_1, 'An operator closed the day.');
  expect(describeQuota(recordUnexplainedRefusal(closed, MAY_1, refusal, 'Bad request.'))).toMatch(
    /\n\nClosed until the next UTC day. An operator closed the day\.\n\nRejected for an unknown reason: Calls 2024-03-01\.\.2024-03-03$/,
  );
});
