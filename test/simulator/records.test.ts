import { dayRecords, usualRecordCount } from '../../simulator/files/records/day-records';
import { messageRecord } from '../../simulator/files/records/message-record';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const RESOURCE_TYPES = ['Messages', 'Calls', 'Conferences', 'Participants'];

const FIELDS: Readonly<Record<string, string>> = {
  Messages:
    'account_sid body date_created date_sent date_updated direction error_code flags from messaging_service_sid ' +
    'num_media num_segments sid start status to',
  Calls:
    'account_sid answered_by api_version caller_name date_created date_updated direction duration end_time ' +
    'forwarded_from from from_formatted group_sid parent_call_sid phone_number_sid price_unit queue_time sid ' +
    'start_time status to to_formatted trunk_sid',
  Conferences:
    'account_sid call_sid_ending_conference date_created date_updated friendly_name reason_conference_ended region ' + 'sid status',
  Participants:
    'account_sid call_sid call_sid_to_coach coaching conference_sid date_created date_updated end_conference_on_exit ' +
    'hold muted queue_time start_conference_on_enter status',
};

describe.each(RESOURCE_TYPES)('%s', (resourceType) => {
  test('have the documented fields, a price not always', () => {
    const records = recordsOf({ resourceType });
    const names = (record: object): string[] => Object.keys(record).filter((name) => name !== 'price');
    const fields = records.map((record) => names(record).sort().join(' '));
    expect(new Set(fields)).toEqual(new Set([FIELDS[resourceType]]));
    const priced = records.filter((record) => 'price' in record).length;
    const canHavePrice = ['Messages', 'Calls'].includes(resourceType);
    expect(priced > 0 && priced < records.length).toBe(canHavePrice);
  });

  test.each([1, 1000])('lie within their day, oldest first, with times in ISO 8601 and UTC: %p', (count) => {
    const records = recordsOf({ resourceType, count });
    const names = ['date_created', 'start_time', 'end_time', 'date_sent', 'date_updated'];
    const times = records.map((record) => names.flatMap((name) => (record[name] ?? []) as string));
    expect(times.flat().filter((time) => !/^2024-02-29T\d\d:\d\d:\d\dZ$/.test(time))).toEqual([]);
    expect(times.flat().filter((time) => Number.isNaN(Date.parse(time)))).toEqual([]);
    expect(times.map((ofRecord) => [...ofRecord].sort())).toEqual(times);
    const created = times.map(([time]) => time);
    expect(created).toEqual([...created].sort());
  });

  test('are the same each time, and of another account or day they are others', () => {
    const records = recordsOf({ resourceType });
    expect(recordsOf({ resourceType })).toEqual(records);
    const others = [recordsOf({ resourceType, day: '2024-03-01' }), recordsOf({ resourceType, accountSid: `AC${'1'.repeat(32)}` })];
    const sidOf = (record: Record<string, unknown>): unknown => record['sid'] ?? record['call_sid'];
    const sids = [records, ...others].flat().map(sidOf);
    expect(new Set(sids).size).toBe(300);
  });

  test('keep their sids when they are exported again, and have changed since', () => {
    const [first, second] = [recordsOf({ resourceType }), recordsOf({ resourceType, generation: 2 })];
    const identity = (record: object): object => ({ ...record, date_updated: 'some time' });
    expect(second.map(identity)).toEqual(first.map(identity));
    expect(second).not.toEqual(first);
  });
});

test('more records than a day has seconds lie within it, too', () => {
  const ofDay = { accountSid: ACCOUNT, resourceType: 'Messages', day: '2024-02-29', count: 1_000_000 };
  const [first, last] = [1, 1_000_000].map((number) => messageRecord({ ...ofDay, number, generation: 1 }));
  expect(first).toMatchObject({ date_created: '2024-02-29T00:00:00Z' });
  expect(last).toMatchObject({ date_created: '2024-02-29T23:59:58Z' });
});

test('participants are in the conferences of their day, and each has a call of its day', () => {
  const conferences = recordsOf({ resourceType: 'Conferences' }).map(({ sid }) => sid);
  const calls = recordsOf({ resourceType: 'Calls' }).map(({ sid }) => sid);
  for (const participant of recordsOf({ resourceType: 'Participants' })) {
    expect(conferences).toContain(participant['conference_sid']);
    expect(calls).toContain(participant['call_sid']);
  }
});

test('a day has a few dozen records, not always the same number', () => {
  const counts = Array.from({ length: 29 }, (_, index) =>
    usualRecordCount(ACCOUNT, 'Messages', `2024-02-${String(index + 1).padStart(2, '0')}`),
  );
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(20);
  expect(Math.max(...counts)).toBeLessThan(80);
  expect(new Set(counts).size).toBeGreaterThan(10);
});

/** A hundred records of 29 February 2024, by default. */
function recordsOf(
  request: Partial<Parameters<typeof dayRecords>[0]> & { readonly resourceType: string },
): Record<string, unknown>[] {
  const ofDay = { accountSid: ACCOUNT, day: '2024-02-29', count: 100, generation: 1, ...request };
  return [...dayRecords(ofDay)] as Record<string, unknown>[];
}
