import type { BodyDamage } from './body-damage';
import type { TwilioError } from './twilio-error';

/** What goes back over the wire, before it is written. */
export interface ApiAnswer {
  readonly status: number;
  /** Text goes out as HTML, bytes as they are, what a function makes as it is read, and anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly damage?: BodyDamage;
  /** The sids of jobs whose every day this answer shows as final; once it is sent, a client can know of their end. */
  readonly showsOver?: readonly string[];
}

/** A refusal as an answer, with the four fields of Twilio's error body. */
export function errorAnswer({ status, code, message }: TwilioError): ApiAnswer {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    ...(status === 401 && { headers: { 'WWW-Authenticate': 'Basic realm="Twilio API"' } }),
  };
}
