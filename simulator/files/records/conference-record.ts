import { drawsFrom } from './draws';
import { recordSid, type RecordPlace } from './record-place';
import { recordTimes } from './record-times';

/** A conference as a day file has it: a Conference of the REST API without its API version and URIs. */
export function conferenceRecord(place: RecordPlace): object {
  const sid = recordSid('CF', place);
  const draws = drawsFrom(sid);
  const { created, updated } = recordTimes(place, 60 + draws.below(3600), draws);
  return {
    sid,
    account_sid: place.accountSid,
    friendly_name: `${draws.oneOf(['Support', 'Sales', 'Standup'])} ${place.number}`,
    region: draws.oneOf(['us1', 'us1', 'ie1', 'au1']),
    status: 'completed',
    reason_conference_ended: draws.oneOf(['last-participant-left', 'participant-with-end-conference-on-exit-left']),
    call_sid_ending_conference: recordSid('CA', { ...place, resourceType: 'Calls' }),
    date_created: created,
    date_updated: updated,
  };
}
