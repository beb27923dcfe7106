/**
 * Why a day file did not come.
 *
 * - `hostNotAllowed`: the link leads to a host, or by a scheme, that is not allowed; nothing was sent.
 * - `linkExpired`: 403; the link is too old or was used. A fresh one may do.
 * - `gone`: 404; there was a link, and there is no file behind it.
 * - `redirected`: the file host sent somewhere else, which is not followed.
 * - `refused`: any other answer but 200.
 * - `unavailable`: 5xx, 429, a time-out, or no connection; it may pass.
 * - `cut`: the file began, and ended before its end; it may pass.
 */
export type DayFileErrorKind =
  'hostNotAllowed' | 'linkExpired' | 'gone' | 'redirected' | 'refused' | 'unavailable' | 'cut';

/**
 * A day file that did not come. Its message says what was attempted, what came back, and what to do; it names the file
 * host and never the link, which would let anybody in.
 */
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
