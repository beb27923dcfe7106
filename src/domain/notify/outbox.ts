import { formatCount, formatInstant } from '../format';
import type { Content, Message } from './notice';

/** A cause that was not seen for this time is a new one, milliseconds. */
const CAUSE_LASTS_MS = 86_400_000;
const MOST_CAUSES = 5000;

const MOST_WAITING = 20; // contents that are kept; of more, only the number is kept

/** What waits for a target, and what became of the last message. */
export interface Outbox {
  readonly waiting: readonly Content[];
  readonly omitted: number;
  readonly message?: Message | undefined; // not accepted yet
  readonly sentAtMs: number; // when the last message was sent first, milliseconds since 1970; 0 before
  readonly lost?: string; // why the target did not accept the last message that it lost
}

export const NEW_OUTBOX: Outbox = { waiting: [], omitted: 0, sentAtMs: 0 };

/** Record that a cause was seen. Returns whether it is a new one. */
export function isNewCause(seenAtMs: Map<string, number>, cause: string, nowMs: number): boolean {
  const isNew = nowMs - (seenAtMs.get(cause) ?? -Infinity) >= CAUSE_LASTS_MS;
  seenAtMs.delete(cause);
  seenAtMs.set(cause, nowMs);
  const [oldest = ''] = seenAtMs.keys();
  if (seenAtMs.size > MOST_CAUSES) seenAtMs.delete(oldest);
  return isNew;
}

export function addContent(outbox: Outbox, content: Content): Outbox {
  const { waiting, omitted } = outbox;
  return waiting.length < MOST_WAITING ? { ...outbox, waiting: [...waiting, content] } : { ...outbox, omitted: omitted + 1 };
}

/** Make one message of all that waits: a digest when it is more than one. */
export function startSending(outbox: Outbox, id: string, nowMs: number): Outbox {
  const { waiting, omitted } = outbox;
  const [first] = waiting;
  const content = waiting.length > 1 ? digestOf(waiting, omitted) : first;
  const message = content && { id, timestamp: new Date(nowMs).toISOString(), ...content };
  return { ...outbox, ...NEW_OUTBOX, message, sentAtMs: nowMs };
}

function digestOf(waiting: readonly Content[], omitted: number): Content {
  const [{ account, summary: first } = { account: '', summary: '' }, ...others] = waiting.map(({ data }) => data);
  const count = 1 + others.length + omitted;
  const ok = omitted === 0 && waiting.every(({ data }) => data.ok);
  const summary = `${formatCount(count, 'notice')} within a short time. The first: ${first}`;
  const notices = waiting.map(({ type, data }) => ({ type, ...data }));
  const data = { account, ok, summary, next: 'dayhaul list', count, notices };
  return { type: 'digest', data };
}

/** The page of a notifier in the Temporal UI, as Markdown. */
export function describeOutboxes(outboxes: ReadonlyMap<string, Outbox>): string {
  const lines = [...outboxes].map(([target, { waiting, omitted, message, sentAtMs, lost }]) => {
    const sent = sentAtMs > 0 ? `${message ? 'sending since' : 'last message at'} ${formatInstant(sentAtMs)}` : 'no message yet';
    const more = waiting.length > 0 ? `, ${formatCount(waiting.length + omitted, 'notice')} waiting` : '';
    return `- **${target}**: ${sent}${more}${lost === undefined ? '' : `, **a message was not accepted within a day:** ${lost}`}`;
  });
  return [...lines, '', 'If *sending* lasts, *Pending Activities* shows the error.'].join('\n');
}
