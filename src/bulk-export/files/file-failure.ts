import type { Readable } from 'node:stream';
import { TimeoutError } from '../http/with-timeout';
import { DayFileError, type DayFileErrorKind } from './day-file-error';

/** What to do when a link was used up on the way. */
export const FRESH_LINK = 'Ask for a fresh link and begin again.';

const MOST_WORDS_BYTES = 4096;

const TOLD = {
  linkExpired: `the link has expired or was used before. ${FRESH_LINK}`,
  gone: 'there is no such file any more; Twilio keeps a day file for seven days. Ask for a fresh link, or submit the day again.',
  redirected:
    "it points somewhere else, which is not followed. Check HTTPS_PROXY and DAYHAUL_FILE_HOSTS in the worker's environment.",
  refused: `this is no answer a file host gives to a good link. ${FRESH_LINK}`,
  unavailable: 'it may pass; try again with a fresh link.',
} satisfies Partial<Record<DayFileErrorKind, string>>;

/** The error for an answer that is not the file. Its body is read as far as S3's error code, and no further. */
export async function fileAnswerFailure(
  purpose: string,
  status: number,
  body: Readable,
  isFromProxy: boolean,
): Promise<DayFileError> {
  if (isFromProxy) {
    body.destroy();
    return new DayFileError(
      `${purpose}: the proxy answered ${status} instead of opening a connection. Check HTTPS_PROXY and NO_PROXY in the worker's environment.`,
      'unavailable',
    );
  }
  const kind = kindOf(status);
  const code = await storageCode(body);
  return new DayFileError(`${purpose}: answered ${status}${code}; ${TOLD[kind]}`, kind, status);
}

/** The error for a request without an answer. */
export function fileRequestFailure(purpose: string, thrown: unknown): DayFileError {
  const why = thrown instanceof TimeoutError ? thrown.message : `no answer came (${plainWords(thrown)})`;
  return new DayFileError(
    `${purpose}: ${why}. ${FRESH_LINK} If it lasts, check the network of the worker and HTTPS_PROXY in its environment.`,
    'unavailable',
  );
}

/** The code of an error of the network, such as `ECONNRESET`; its message might hold the link. */
export function plainWords(thrown: unknown): string {
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  return message === 'aborted' ? message : 'no reason given';
}

function kindOf(status: number): keyof typeof TOLD {
  if (status === 403) return 'linkExpired';
  if (status === 404 || status === 410) return 'gone';
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 408 || status === 429 || status >= 500) return 'unavailable';
  return 'refused';
}

/** S3 explains itself in XML: `<Error><Code>AccessDenied</Code>…`. */
async function storageCode(body: Readable): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > MOST_WORDS_BYTES) break;
    }
  } catch {
    // the status says enough
  }
  const code = /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1];
  return code === undefined ? '' : ` (${code})`;
}
