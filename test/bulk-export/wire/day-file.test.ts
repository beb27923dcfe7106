import { readDayFile } from '../../../src/bulk-export/wire/day';

const DAY = { day: '2017-04-01', size: 398, create_date: '2017-04-02', resource_type: null };

test.each<[string, object, object]>([
  ['as documented', {}, { day: '2017-04-01', size: 398, createdOn: '2017-04-02' }],
  ['without a size', { size: undefined }, { day: '2017-04-01', size: 0, createdOn: '2017-04-02' }],
  ['with a null size', { size: null }, { day: '2017-04-01', size: 0, createdOn: '2017-04-02' }],
  ['with its size as text', { size: '17' }, { day: '2017-04-01', size: 17, createdOn: '2017-04-02' }],
  ['made at an instant', { create_date: '2017-04-02T23:30:00' }, { day: '2017-04-01', size: 398, createdOn: '2017-04-02' }],
  [
    'made on another day in UTC',
    { create_date: '2017-04-02T23:30:00-02:00' },
    { day: '2017-04-01', size: 398, createdOn: '2017-04-03' },
  ],
  ['made nobody knows when', { create_date: null }, { day: '2017-04-01', size: 398 }],
  ['made on no day', { create_date: 'today' }, { day: '2017-04-01', size: 398 }],
])('a day file %s is read', (_name, fields, read) => {
  expect(readDayFile({ ...DAY, ...fields })).toEqual(read);
});

test.each([null, {}, { ...DAY, day: null }, { ...DAY, day: '2017-02-29' }, { ...DAY, day: 20170401 }])(
  '%j is not a day file',
  (json) => {
    expect(readDayFile(json)).toBeUndefined();
  },
);
