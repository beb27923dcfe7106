/** A refusal in Twilio's words: thrown by an operation, answered as the body Twilio's v1 APIs send. */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Without credentials, with wrong ones, and with those of an account that is not known. */
export function authenticationRefused(): TwilioError {
  return new TwilioError(401, 20003, 'Authenticate');
}

/** For an account that is suspended or closed, and for a key without the right to list accounts. The code is the simulator's choice. */
export function accountRefused(message: string): TwilioError {
  return new TwilioError(403, 20403, message);
}

/** Also for what belongs to another account, and for what is no longer kept. */
export function notFound(path: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}

/** For a job that is over, or was deleted before. */
export function deletionRefused(jobSid: string): TwilioError {
  return new TwilioError(400, 20001, `Job ${jobSid} cannot be deleted`);
}

/** For a path that does not support the method. */
export function methodNotAllowed(method: string, path: string): TwilioError {
  return new TwilioError(405, 20004, `Method ${method} is not allowed on ${path}`);
}

/** Also the answer to a body that is not a form, which is read as one without fields. */
export function parameterMissing(name: string): TwilioError {
  return new TwilioError(400, 20001, `Missing required parameter ${name} in the post body`);
}

/** No source gives Twilio's code for a bad value; 20001 is the simulator's choice. */
export function parameterInvalid(message: string): TwilioError {
  return new TwilioError(400, 20001, message);
}

/** Jobs come at most 1000 to a page, days at most 400. */
export function pageTooLarge(size: number, largest: number): TwilioError {
  return new TwilioError(400, 20007, `Page size ${size} is too large, at most ${largest} is allowed`);
}

/** The answers that carry no message of their own, such as a planned 503, get one of these codes. */
export function plainError(status: number): TwilioError {
  const code = status === 429 ? 20429 : status === 500 ? 20500 : 20000 + status;
  return new TwilioError(status, code, status === 429 ? 'Too Many Requests' : 'The request failed');
}
