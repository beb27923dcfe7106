import { drawsFrom } from './draws';
import { nationalForm, ownNumber, strangersNumber } from './phone-number';
import { recordSid, type RecordPlace } from './record-place';
import { recordTimes } from './record-times';

/** A call as a day file has it: a Call of the REST API without its URIs; its price may be missing. */
export function callRecord(place: RecordPlace): object {
  const sid = recordSid('CA', place);
  const draws = drawsFrom(sid);
  const isInbound = draws.percent(50);
  const [own, other] = [ownNumber(draws), strangersNumber(draws)];
  const [from, to] = isInbound ? [other, own] : [own, other];
  const status = draws.oneOf(['completed', 'completed', 'completed', 'no-answer', 'busy']);
  const { created, ended, updated, seconds } = recordTimes(place, status === 'completed' ? 5 + draws.below(900) : 0, draws);
  return {
    sid,
    account_sid: place.accountSid,
    parent_call_sid: null,
    phone_number_sid: recordSid('PN', { ...place, day: 'any', number: Number(own.at(-1)) }),
    from,
    from_formatted: nationalForm(from),
    to,
    to_formatted: nationalForm(to),
    status,
    direction: isInbound ? 'inbound' : 'outbound-api',
    start_time: created,
    end_time: ended,
    duration: String(seconds),
    ...(draws.percent(90) && { price: (-0.014 * Math.ceil(seconds / 60)).toFixed(5) }),
    price_unit: 'USD',
    answered_by: null,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    date_created: created,
    date_updated: updated,
  };
}
