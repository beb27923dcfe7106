import { DAY_STATUSES, isFinal, readStatus, type DayStatus } from '../../../src/domain/twilio/job-snapshot';

test.each<[string, string, DayStatus | undefined]>([
  ['as the API writes it', 'CompletedEmptyRecords', 'CompletedEmptyRecords'],
  ['in upper case', 'COMPLETEDEMPTYRECORDS', 'CompletedEmptyRecords'],
  ['in lower case', 'errorduringrun', 'ErrorDuringRun'],
  ['with blanks around it', ' Failed\n', 'Failed'],
  ['with blanks inside', 'Error During Run', undefined],
  ['that nobody documented', 'Pondering', undefined],
  ['that only begins like one', 'Completed!', undefined],
  ['that every object has', 'constructor', undefined],
  ['that is empty', '', undefined],
])('a word %s is read: %j means %j', (_name, word, status) => {
  expect(readStatus(word)).toBe(status);
});

test('every documented status is read as itself', () => {
  expect(DAY_STATUSES.map(readStatus)).toEqual(DAY_STATUSES);
});

test.each<DayStatus>(['Completed', 'CompletedEmptyRecords', 'Failed', 'DeletedByUserRequest'])('%s is final', (status) => {
  expect(isFinal(status)).toBe(true);
});

test.each<DayStatus>(['Submitted', 'Running', 'ErrorDuringRun', 'RunningToBeDeleted'])('%s is not final', (status) => {
  expect(isFinal(status)).toBe(false);
});
