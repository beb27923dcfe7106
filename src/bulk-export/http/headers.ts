/**
 * Read an HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`, into milliseconds since 1970; undefined when it is
 * none. Only forms that name GMT are read: the oldest form names no zone, and JavaScript would take it as local
 * time (RFC 9110, section 5.6.7).
 */
export function readHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Z][a-z]+, .* GMT$/.test(text)) return undefined;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}
