import { describeExpectedEnd, expectedEnd } from '../../../src/domain/describe/expected-end';
import type { OpenJob } from '../../../src/domain/ledger/ledger';

const NOON = Date.parse('2024-06-10T12:00:00Z');
const NONE = { total: 0, planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };

function job(estimatedEndMs: number | undefined): OpenJob {
  return { jobSid: 'JS1', estimatedEndMs } as OpenJob;
}

test('without planned days, the last estimate is the end', () => {
  const end = expectedEnd({ days: NONE, jobs: [job(NOON + 1000), job(NOON + 60_000), job(NOON)] }, NOON);
  expect(end).toEqual({ kind: 'estimated', atMs: NOON + 60_000 });
  expect(describeExpectedEnd(end!)).toBe('Twilio estimates that the last job ends at 2024-06-10 12:01:00 UTC.');
});

test('there is no estimate while a job has none, or when no job is open', () => {
  expect(expectedEnd({ days: NONE, jobs: [job(NOON), job(undefined)] }, NOON)).toBeUndefined();
  expect(expectedEnd({ days: NONE, jobs: [] }, NOON)).toBeUndefined();
});

test.each([
  [366, undefined],
  [367, '2024-06-11'],
  [3 * 366, '2024-06-12'],
])('%i planned days end not before %s', (planned, day) => {
  const end = expectedEnd({ days: { ...NONE, planned }, jobs: [job(NOON)] }, NOON);
  expect(end && describeExpectedEnd(end)).toBe(
    day && `Not before ${day} (UTC): ${planned} days still have to be requested, at most 366 per UTC day.`,
  );
});
