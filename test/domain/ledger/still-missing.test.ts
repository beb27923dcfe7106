import { stillMissing } from '../../../src/client/missing-days';
import { days } from '../../support/days';

const FAILED = { range: days('2024-03-01..2024-03-10'), missing: [days('2024-03-02..2024-03-04')] };

test('days that an export ended without are missing', () => {
  expect(stillMissing([FAILED])).toEqual(['2024-03-02', '2024-03-03', '2024-03-04']);
});

test('a later export completes the days of its range, and no others', () => {
  expect(stillMissing([FAILED, { range: days('2024-03-01..2024-03-03'), missing: [] }])).toEqual(['2024-03-04']);
});

test('a day that is missing again counts once', () => {
  expect(stillMissing([FAILED, FAILED])).toHaveLength(3);
});

test('an earlier export completes nothing', () => {
  expect(stillMissing([{ range: FAILED.range, missing: [] }, FAILED])).toHaveLength(3);
});
