import { validateExportInput } from '../../src/contract/validate-input';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import type { DayRange } from '../../src/domain/days/day-range';
import { RESOURCE_TYPES } from '../../src/domain/twilio/resource-type';
import { days } from '../support/days';

const REQUEST = { account: 'default', resourceType: 'Messages', range: days('2024-01-01..2024-12-31'), options: DEFAULT_OPTIONS };

describe('a request', () => {
  test.each<[string, Partial<typeof REQUEST>]>([
    ...RESOURCE_TYPES.map((resourceType): [string, Partial<typeof REQUEST>] => [resourceType, { resourceType }]),
    ['a single day', { range: days('2024-02-29') }],
    ['forty years', { range: days('1984-01-01..2023-12-31') }],
  ])('for %s can be carried out', (_name, request) => {
    expect(validateExportInput({ ...REQUEST, ...request })).toEqual([]);
  });

  test.each([
    ['that is unknown', 'Faxes'],
    ['in another case', 'messages'],
    ['that is empty', ''],
  ])('for a resource type %s is refused in words', (_name, resourceType) => {
    expect(validateExportInput({ ...REQUEST, resourceType })).toEqual([
      `Unknown resource type "${resourceType}". Use one of: Messages, Calls, Conferences, Participants.`,
    ]);
  });

  test.each([
    ['that begins on no day', '2023-02-29', '2024-01-31', ['"2023-02-29" is not a calendar day. Use the form 2024-01-31.']],
    ['that ends on no day', '2024-01-01', 'today', ['"today" is not a calendar day. Use the form 2024-01-31.']],
    [
      'of two texts that are no days',
      '1',
      '2',
      ['"1" is not a calendar day. Use the form 2024-01-31.', '"2" is not a calendar day. Use the form 2024-01-31.'],
    ],
    ['in reverse', '2024-01-02', '2024-01-01', ['The range ends (2024-01-01) before it starts (2024-01-02).']],
    ['of more than forty years', '1980-01-01', '2024-01-31', ['The range has 16102 days. One export can have at most 14640.']],
  ])('for a range %s is refused in words', (_name, startDay, endDay, problems) => {
    expect(validateExportInput({ ...REQUEST, range: { startDay, endDay } })).toEqual(problems);
  });

  test('with several problems is refused with all of them', () => {
    const range = { startDay: '2024-01-02', endDay: '2024-01-01' } as DayRange;
    const options = { ...DEFAULT_OPTIONS, openJobs: 0 };
    expect(validateExportInput({ ...REQUEST, resourceType: 'Faxes', range, options })).toHaveLength(3);
  });

  test('for the last days of the calendar can be split and waited for, or is refused', () => {
    const range = { startDay: '9999-12-30', endDay: '9999-12-31' } as DayRange;
    expect(validateExportInput({ ...REQUEST, range })).toHaveLength(1);
  });
});
