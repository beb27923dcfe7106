import { BulkExportApiError } from '../api-error';
import { type Attempt, LOOK_FIRST } from './answer-failure';
import type { Scrub } from './scrubber';
import { TimeoutError } from './with-timeout';

const RETRY = 'It may pass; if it lasts, see https://status.twilio.com and the network of the worker.';
const CHECK =
  'Nothing was sent. Check the network of the worker, and TWILIO_BULK_EXPORTS_URL and HTTPS_PROXY in its environment.';

/**
 * The error for a request that got no whole answer. Of what was thrown only the code and the scrubbed message are
 * kept: axios's errors carry the request, and with it the credentials.
 */
export function requestFailure(
  { purpose, isCreate }: Attempt,
  thrown: unknown,
  scrub: Scrub,
): BulkExportApiError {
  const cause = plainError(thrown, scrub);
  const isUnsent = wasNeverSent(thrown);
  const advice = isUnsent ? CHECK : isCreate ? LOOK_FIRST : RETRY;
  return new BulkExportApiError(`${purpose}: ${tell(thrown, cause)} ${advice}`, {
    kind: isUndecodable(cause) ? 'unreadable' : 'unavailable',
    mayHaveBeenProcessed: !isUnsent,
    cause,
  });
}

interface PlainError extends Error {
  code?: string;
}

function plainError(thrown: unknown, scrub: Scrub): PlainError {
  const { message, code } = partsOf(thrown);
  const plain: PlainError = new Error(scrub(String(message)));
  if (typeof code === 'string') plain.code = code;
  return plain;
}

function tell(thrown: unknown, { code, message }: PlainError): string {
  if (thrown instanceof TimeoutError) return `${message}.`;
  return `no whole answer came (${[code, message].filter(Boolean).join(', ')}).`;
}

/** Whether looking up the host or connecting to it failed, or there was not even an address to try. */
function wasNeverSent(thrown: unknown): boolean {
  const { cause, code, syscall, errors } = partsOf(thrown);
  if (cause !== undefined) return wasNeverSent(cause);
  // One error for each address of the host.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(wasNeverSent);
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'ERR_INVALID_URL';
}

/** Whether an answer came that is no HTTP, does not decompress, or is far too long. */
function isUndecodable({ code, message }: PlainError): boolean {
  return /^(HPE_|Z_|ERR_BROTLI)/.test(code ?? '') || message.startsWith('maxContentLength');
}

function partsOf(
  thrown: unknown,
): Partial<Record<'message' | 'code' | 'cause' | 'syscall' | 'errors', unknown>> {
  return typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown };
}
