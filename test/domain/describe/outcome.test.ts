import { describeOutcome, outcomeOf } from '../../../src/domain/describe/outcome';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { RULE, submitted } from '../support/ledgers';
import { march } from '../support/march';
import { report } from '../support/reports';

const RANGE = march('1..5');
const whole = recordReport(submitted('1..5'), report('JS1', { Completed: '1..4', CompletedEmptyRecords: '5' }), RULE);
const gaps = recordReport(submitted('1..5'), report('JS1', { Completed: '1, 3, 5', DeletedByUserRequest: '2, 4' }), RULE);

test('an outcome has the requested range, every day counted, and the quota used', () => {
  expect(outcomeOf(whole, 'Calls', march('1..9'), { notYetExportable: march('6..9') })).toEqual({
    resourceType: 'Calls',
    range: march('1..9'),
    days: { total: 5, planned: 0, submitted: 0, exported: 4, empty: 1, delivered: 0, missing: 0 },
    missing: [],
    requestedDays: 5,
    submissions: 1,
    adoptedDays: 0,
    unnamedDays: 0,
    notYetExportable: march('6..9'),
  });
});

test.each([
  ['without a gap', outcomeOf(whole, 'Calls', RANGE), '5 of 5 days complete (4 exported, 1 empty). 5 days requested.'],
  [
    'with missing days',
    outcomeOf(gaps, 'Calls', RANGE),
    '3 of 5 days exported, 2 missing. 5 days requested. ' +
      'Missing: 2024-03-02 (job deleted at Twilio, 1 attempt), 2024-03-04 (job deleted at Twilio, 1 attempt).',
  ],
  [
    'with adopted days',
    outcomeOf({ ...whole, adoptedDays: 3 }, 'Calls', RANGE),
    '5 of 5 days complete (4 exported, 1 empty). 5 days requested. 3 days found at Twilio, not requested again.',
  ],
  [
    'with days that are not exportable yet',
    outcomeOf(whole, 'Calls', march('1..9'), { notYetExportable: march('6..9') }),
    '5 of 5 days complete (4 exported, 1 empty). 5 days requested. ' + 'Not exportable yet: 2024-03-06..2024-03-09.',
  ],
])('an outcome %s as sentences', (_name, outcome, message) => {
  expect(describeOutcome(outcome)).toBe(message);
});
