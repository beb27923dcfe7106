import { randomBytes } from 'node:crypto';
import type { ApiAnswer } from './api-answer';

/** A refusal in the words of S3, which keeps the day files: thrown by a download, answered as S3's XML. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further elements of the answer. */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** A refusal as an answer. */
export function storageErrorAnswer({ status, code, message, details }: StorageError): ApiAnswer {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const elements = { Code: code, Message: message, ...details, RequestId: requestId };
  const xml = Object.entries(elements).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
  return {
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml.join('')}</Error>`,
    headers: { 'Content-Type': 'application/xml', 'x-amz-request-id': requestId },
  };
}

/** For a link that was never given out, or was changed since. */
export function signatureUnknown(): StorageError {
  return new StorageError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  );
}

/** For a link that was used before. */
export function linkUsed(): StorageError {
  return new StorageError(403, 'AccessDenied', 'Access Denied');
}

/** Times are ISO 8601 texts. */
export function linkExpired(expires: string, serverTime: string): StorageError {
  return new StorageError(403, 'AccessDenied', 'Request has expired', { Expires: expires, ServerTime: serverTime });
}

/** For a request with a signed link and credentials besides; S3 repeats them, and so does its answer here. */
export function twoAuthMechanisms(authorization: string): StorageError {
  return new StorageError(
    400,
    'InvalidArgument',
    'Only one auth mechanism allowed; the request has a signature in its query and an Authorization header',
    { ArgumentName: 'Authorization', ArgumentValue: authorization },
  );
}

/** For a file that is gone although its link is still good. */
export function noSuchKey(key: string): StorageError {
  return new StorageError(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
}

/** A link is signed for GET alone. */
export function downloadsOnly(method: string): StorageError {
  return new StorageError(405, 'MethodNotAllowed', 'The specified method is not allowed here.', { Method: method });
}

/** The answers that carry no message of their own, such as a planned 503, get one of these codes. */
export function plainStorageError(status: number): StorageError {
  return new StorageError(status, PLAIN_CODES[status] ?? 'InternalError', 'The request failed');
}

const PLAIN_CODES: Readonly<Record<number, string>> = { 403: 'AccessDenied', 404: 'NoSuchKey', 429: 'SlowDown', 503: 'SlowDown' };

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
