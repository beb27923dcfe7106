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
