import { drawsFrom } from './draws';
import { ownNumber, strangersNumber } from './phone-number';
import { recordSid, type RecordPlace } from './record-place';
import { recordTimes } from './record-times';

/**
 * A message as a day file has it: a Message of the REST API without its price unit, API version, error message and URIs, with
 * numbers for segments and media, and with `flags` and `start`, which real files were seen to have.
 */
export function messageRecord(place: RecordPlace): object {
  const sid = recordSid('SM', place);
  const draws = drawsFrom(sid);
  const isInbound = draws.percent(30);
  const [own, other] = [ownNumber(draws), strangersNumber(draws)];
  const { status, error } = isInbound ? RECEIVED : draws.oneOf(ENDINGS);
  const { created, ended, updated } = recordTimes(place, draws.below(4), draws);
  const segments = draws.percent(85) ? 1 : 2;
  return {
    sid,
    account_sid: place.accountSid,
    messaging_service_sid: draws.percent(40) ? recordSid('MG', { ...place, day: 'any', number: 1 }) : null,
    from: isInbound ? other : own,
    to: isInbound ? own : other,
    body: draws.oneOf(BODIES),
    num_segments: segments,
    num_media: 0,
    status,
    error_code: error,
    direction: isInbound ? 'inbound' : draws.oneOf(['outbound-api', 'outbound-reply']),
    ...(draws.percent(90) && { price: (-0.0079 * segments).toFixed(5) }),
    flags: 65537,
    start: place.day,
    date_created: created,
    date_sent: ended,
    date_updated: updated,
  };
}

const RECEIVED = { status: 'received', error: null } as const;

const ENDINGS = [
  ...Array<{ status: string; error: null }>(18).fill({ status: 'delivered', error: null }),
  { status: 'sent', error: null },
  { status: 'undelivered', error: 30005 },
  { status: 'failed', error: 30006 },
] as const;

const BODIES = [
  'Your code is 482913. It is good for ten minutes.',
  'Your table for two is booked for 19:30.',
  'The parcel is at your door.\nSign for it by Friday, please.',
  'She said "see you at noon" and hung up.',
  'Grüße aus Zürich, bis morgen!',
  '予約が完了しました 🎉',
  'STOP',
  'Ok',
] as const;
