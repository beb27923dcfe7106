import type { Content } from '../../../src/domain/notify/notice';
import { addContent, describeOutboxes, isNewCause, NEW_OUTBOX, startSending } from '../../../src/domain/notify/outbox';

const NOON = Date.UTC(2024, 4, 1, 12);
const HOUR = 3_600_000;

function content(cause: string, ok = false): Content {
  return { type: 'daysMissing', data: { account: 'main', ok, summary: `About ${cause}.`, next: `dayhaul status ${cause}` } };
}

const filled = (count: number) =>
  Array.from({ length: count }, (_, index) => content(`export-${index}`)).reduce(addContent, NEW_OUTBOX);

test('a cause is new once, and again after a day without it', () => {
  const seen = new Map<string, number>();
  expect(isNewCause(seen, 'a', NOON)).toBe(true);
  for (const hours of [1, 20, 40, 60]) expect(isNewCause(seen, 'a', NOON + hours * HOUR)).toBe(false);
  expect(isNewCause(seen, 'b', NOON + 60 * HOUR)).toBe(true);
  expect(isNewCause(seen, 'a', NOON + 84 * HOUR)).toBe(true);
});

test('the number of causes that are kept is limited, and the one seen longest ago is forgotten', () => {
  const seen = new Map<string, number>();
  isNewCause(seen, 'kept', NOON);
  for (let cause = 0; cause < 5000; cause++) isNewCause(seen, String(cause), NOON);
  isNewCause(seen, '0', NOON);
  for (let cause = 5000; cause < 6000; cause++) isNewCause(seen, String(cause), NOON);
  expect(seen.size).toBe(5000);
  expect(isNewCause(seen, '0', NOON)).toBe(false);
  expect(isNewCause(seen, '1', NOON)).toBe(true);
});

test('what waits alone is a message of its own', () => {
  const { message, waiting } = startSending(filled(1), 'id', NOON);
  expect(waiting).toEqual([]);
  expect(message).toEqual({ id: 'id', timestamp: '2024-05-01T12:00:00.000Z', ...content('export-0') });
});

test('a thousand contents are one digest, which has the first twenty whole', () => {
  const full = filled(1000);
  expect(JSON.stringify(full).length).toBeLessThan(10_000);
  const { message, omitted } = startSending(full, 'id', NOON);
  expect(omitted).toBe(0);
  const digest = { account: 'main', ok: false, count: 1000, next: 'dayhaul list' };
  expect(message).toMatchObject({ type: 'digest', data: digest });
  expect(message!.data.summary).toBe('1000 notices within a short time. The first: About export-0.');
  expect((message!.data as unknown as { notices: unknown[] }).notices).toHaveLength(20);
});

test('a digest is good when all of it is', () => {
  const of = (...all: boolean[]) => all.map((ok, index) => content(String(index), ok)).reduce(addContent, NEW_OUTBOX);
  expect(startSending(of(true, true), 'id', NOON).message!.data.ok).toBe(true);
  expect(startSending(of(true, false), 'id', NOON).message!.data.ok).toBe(false);
});

test('the page names what waits, what is being sent, and what was lost', () => {
  const sending = addContent(startSending(filled(1), 'id', NOON), content('later'));
  const lost = { ...NEW_OUTBOX, sentAtMs: NOON, lost: 'The target answered 404.' };
  const page = describeOutboxes(
    new Map([
      ['ops', sending],
      ['mail', lost],
      ['new', NEW_OUTBOX],
    ]),
  );
  expect(page.split('\n').slice(0, 3)).toEqual([
    '- **ops**: sending since 2024-05-01 12:00:00 UTC, 1 notice waiting',
    '- **mail**: last message at 2024-05-01 12:00:00 UTC, **a message was not accepted within a day:** The target answered 404.',
    '- **new**: no message yet',
  ]);
});
