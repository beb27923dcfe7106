import { tlsAdvice } from '../../network/tls-advice';
import { BulkExportApiError } from '../api-error';
import { LOOK_FIRST } from './answer-failure';
import { ProxyAnswered, type ApiRequest } from './http-exchange';
import { TimeoutError } from './with-timeout';

const MASK = '•••';

export type Scrub = (text: string) => string;

/** A scrubber that masks the password wherever a text holds it: plainly, in Base64, or as Basic authentication writes it. */
export function createScrubber(username: string, password: string): Scrub {
  const secrets = [base64(`${username}:${password}`), base64(password), encodeURIComponent(password), password].filter(Boolean);
  return (text) => secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, MASK), text);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

const RETRY = 'If the error persists, check the network of the worker and https://status.twilio.com.';
const CHECK =
  'The request was not sent. Check the network, TWILIO_BULK_EXPORTS_URL (for accounts: TWILIO_API_URL) and HTTPS_PROXY on the worker.';

/** The error for a request without a complete response. It keeps code and scrubbed message: axios's errors have the credentials. */
export function requestFailure({ purpose, form }: ApiRequest, thrown: unknown, scrub: Scrub): BulkExportApiError {
  if (thrown instanceof ProxyAnswered) {
    const message = `${purpose}: ${thrown.message} to Twilio. ${ProxyAnswered.ADVICE}`;
    return new BulkExportApiError(message, { kind: 'unavailable', mayHaveBeenProcessed: false });
  }
  const cause = plainError(thrown, scrub);
  const ofTls = tlsAdvice([cause.code, cause.message].join(' '));
  const isUnsent = ofTls !== undefined || wasNeverSent(thrown);
  const advice = ofTls ?? (isUnsent ? CHECK : form ? LOOK_FIRST : RETRY);
  // not HTTP, not decompressible, or far too long
  const isUndecodable = /^(HPE_|Z_|ERR_BROTLI)/.test(cause.code ?? '') || cause.message.startsWith('maxContentLength');
  const detail = [cause.code, cause.message].filter(Boolean).join(', ');
  const why = thrown instanceof TimeoutError ? cause.message : `no complete response (${detail})`;
  const kind = isUndecodable ? 'unreadable' : 'unavailable';
  return new BulkExportApiError(`${purpose}: ${why}. ${advice}`, { kind, mayHaveBeenProcessed: !isUnsent, cause });
}

function plainError(thrown: unknown, scrub: Scrub): NodeJS.ErrnoException {
  const { message, code } = partsOf(thrown);
  return Object.assign(new Error(scrub(String(message))), typeof code === 'string' && { code });
}

/** Whether the request was certainly not sent: the URL, the name lookup or the connection failed. */
function wasNeverSent(thrown: unknown): boolean {
  const { cause, code, syscall, errors } = partsOf(thrown);
  if (cause !== undefined) return wasNeverSent(cause);
  // One error for each address of the host.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(wasNeverSent);
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'ERR_INVALID_URL';
}

function partsOf(thrown: unknown): Partial<Record<'message' | 'code' | 'cause' | 'syscall' | 'errors', unknown>> {
  return typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown };
}
