import type { Readable } from 'node:stream';
import { tlsAdvice } from '../../network/tls-advice';
import { ProxyAnswered } from '../http/http-exchange';
import { TimeoutError } from '../http/with-timeout';

/** Why a download failed. */
export type DayFileErrorKind =
  | 'hostNotAllowed' // the host or the scheme of the link is not allowed; nothing was sent
  | 'linkExpired' // 403; the link has expired or was used. A new one may work
  | 'gone' // 404; the link has no file
  | 'redirected' // the file host redirects, which is not followed
  | 'refused' // any other status but 200
  | 'rateLimited' // 429; too many requests
  | 'unavailable' // 5xx, a timeout, or no connection; usually temporary
  | 'cut'; // the download stopped before its end; usually temporary

/** A failed download. Its message says what to do. It never has the link, with which anyone could download the file. */
export class DayFileError extends Error {
  override readonly name = 'DayFileError';

  constructor(
    message: string,
    readonly kind: DayFileErrorKind,
    readonly httpStatus?: number,
  ) {
    super(message);
  }
}

export const FRESH_LINK = 'Download it again with a new link.';

const MOST_WORDS_BYTES = 4096;

const TOLD = {
  linkExpired: `the link has expired or was used before. ${FRESH_LINK}`,
  gone: 'the file no longer exists; Twilio keeps a day file for seven days. Request a new link, or submit the day again.',
  redirected: 'Dayhaul does not follow redirects. Check HTTPS_PROXY and DAYHAUL_FILE_HOSTS on the worker.',
  refused: `unexpected response of the file host. ${FRESH_LINK}`,
  rateLimited: 'too many requests. Dayhaul retries with fewer downloads at the same time.',
  unavailable: 'the file host is temporarily unavailable. Retry with a new link.',
} satisfies Partial<Record<DayFileErrorKind, string>>;

/** The error for a response that is not the file. Only S3's error code is read from its body. */
export async function fileAnswerFailure(purpose: string, status: number, body: Readable): Promise<DayFileError> {
  const kind = kindOf(status);
  const code = await storageCode(body);
  return new DayFileError(`${purpose}: answered ${status}${code}; ${TOLD[kind]}`, kind, status);
}

export function fileRequestFailure(purpose: string, thrown: unknown): DayFileError {
  const isTold = thrown instanceof TimeoutError || thrown instanceof ProxyAnswered;
  const why = isTold ? thrown.message : `no response (${plainWords(thrown)})`;
  const network = `${FRESH_LINK} If the error persists, check the network and HTTPS_PROXY on the worker.`;
  const advice = thrown instanceof ProxyAnswered ? ProxyAnswered.ADVICE : (tlsAdvice(plainWords(thrown)) ?? network);
  return new DayFileError(`${purpose}: ${why}. ${advice}`, 'unavailable');
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
  if (status === 429) return 'rateLimited';
  if (status === 408 || status >= 500) return 'unavailable';
  return 'refused';
}

/** S3 returns errors as XML: `<Error><Code>AccessDenied</Code>…`. */
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
