import { callRecord } from './call-record';
import { conferenceRecord } from './conference-record';
import { drawsFrom } from './draws';
import { messageRecord } from './message-record';
import { participantRecord } from './participant-record';
import { recordSid, type RecordPlace } from './record-place';

/** All records of a day in one generation, oldest first. */
export function* dayRecords(ofDay: Omit<RecordPlace, 'number'>): Generator<object> {
  const recordAt = RECORDS[ofDay.resourceType];
  if (recordAt === undefined) throw new Error(`There are no records of the type ${ofDay.resourceType}.`);
  for (let number = 1; number <= ofDay.count; number++) yield recordAt({ ...ofDay, number });
}

/** The default number of records of a day: a few dozen, varying by day. */
export function usualRecordCount(accountSid: string, resourceType: string, day: string): number {
  return 20 + drawsFrom(recordSid('', { accountSid, resourceType, day, number: 0 })).below(60);
}

const RECORDS: Readonly<Record<string, (place: RecordPlace) => object>> = {
  Messages: messageRecord,
  Calls: callRecord,
  Conferences: conferenceRecord,
  Participants: participantRecord,
};
