import { drawsFrom } from './draws';
import { recordSid, type RecordPlace } from './record-place';
import { recordTimes } from './record-times';

/**
 * A participant as a day file has it: a Participant of the REST API without its URI and label. Three by three they are in the
 * conferences of their day, each by a call of its own.
 */
export function participantRecord(place: RecordPlace): object {
  const callSid = recordSid('CA', { ...place, resourceType: 'Calls' });
  const draws = drawsFrom(callSid);
  const { created, updated } = recordTimes(place, 30 + draws.below(1800), draws);
  const conference = Math.ceil(place.number / 3);
  return {
    account_sid: place.accountSid,
    conference_sid: recordSid('CF', { ...place, resourceType: 'Conferences', number: conference }),
    call_sid: callSid,
    call_sid_to_coach: null,
    coaching: false,
    muted: draws.percent(20),
    hold: draws.percent(5),
    start_conference_on_enter: true,
    end_conference_on_exit: place.number % 3 === 1,
    status: 'complete',
    queue_time: '0',
    date_created: created,
    date_updated: updated,
  };
}
