import { z } from 'zod';
import { lenient, wireCount } from './values';

const LONGEST_TEXT = 300;

const text = lenient(z.string());
const wireRefusal = z.object({ code: lenient(wireCount), message: text, title: text, detail: text });

/** Read the body of an error answer, in Twilio's own form or that of RFC 9457; undefined when it is not a JSON object. */
export function readRefusal(json: unknown) {
  const refusal = wireRefusal.safeParse(json).data;
  if (refusal === undefined) return undefined;
  const { code, message, title, detail } = refusal;
  return { code, text: oneLine(message ?? [title, detail].filter(Boolean).join(': ')) };
}

/** A text in one line, at most about 300 characters, without the full stop. */
function oneLine(text: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- the text goes to terminals and logs
  const line = text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  const short = line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line.replace(/\.$/, '');
  return short === '' ? undefined : short;
}
