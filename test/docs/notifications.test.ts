import { setDays } from '../../src/domain/days/day-map';
import { parseDay } from '../../src/domain/days/day-range';
import { outcomeOf } from '../../src/domain/describe/outcome';
import { openLedger } from '../../src/domain/ledger/ledger';
import { NOTIFY_EVENTS, type Content, type Message, type Notice } from '../../src/domain/notify/notice';
import { addContent, NEW_OUTBOX, startSending } from '../../src/domain/notify/outbox';
import { commandLine } from '../../src/domain/request/command-line';
import * as notices from '../../src/domain/notify/notices';
import type { PolledJob } from '../../src/domain/plan/poll-changes';
import { days } from '../support/days';
import { readPage } from './support/pages';

const NOW = Date.UTC(2024, 4, 1, 12);
const DAY = 86_400_000;
const RANGE = days('2024-04-01..2024-04-03');
const SOURCE = { account: 'default', workflowId: 'export-default-Messages-2024-04-01..2024-04-03' };
const JOB = {
  jobSid: 'JS0123456789abcdef0123456789abcdef',
  range: RANGE,
  changedAtMs: NOW - 3 * DAY,
  counts: [],
  openDays: [RANGE],
};

function ended(missing: boolean): Notice[] {
  const ledger = openLedger(RANGE);
  const settled = setDays(ledger.days, [
    [parseDay('2024-04-01'), { state: 'exported', jobSid: JOB.jobSid, attempts: 1 }],
    [parseDay('2024-04-02'), { state: 'empty', attempts: 1 }],
    [
      parseDay('2024-04-03'),
      missing ? { state: 'missing', reason: 'exhausted', attempts: 3 } : { state: 'exported', jobSid: JOB.jobSid, attempts: 1 },
    ],
  ] as never);
  const outcome = outcomeOf({ ...ledger, days: settled, requestedDays: 3, submissions: 1 }, 'Messages', RANGE);
  return missing
    ? notices.endNotices(outcome, 'failed', ['resubmit', SOURCE.workflowId])
    : notices.endNotices(outcome, 'completed');
}

const report = { jobSid: JOB.jobSid, isSeen: true, nowMs: NOW, counts: [{ status: 'Submitted', count: 3 }] };
const EXAMPLES: Record<string, Notice[]> = {
  exportEnded: ended(false),
  daysMissing: ended(true).slice(0, 1),
  jobStuck: notices.stuckNotices(JOB as unknown as PolledJob, [report as never], 3 * DAY),
  deadlineNear: notices.deadlineNotices([{ range: RANGE, madeAfterMs: NOW - 6 * DAY }], NOW),
  archiveTrouble: notices.troubleNotices('ArchiveFull', 1, '/data/twilio'),
  credentialsRefused: notices.troubleNotices('CredentialsRefused', 1),
  runMissed: [notices.missedRunNotice('2024-04-28T03:00:00Z')],
  digest: [...ended(false), ...ended(true).slice(0, 1)],
};

/** As the client of a worker completes a notice. */
function contentOf({ type, facts, ok = false, summary, next = ['status', SOURCE.workflowId] }: Notice): Content {
  return { type, data: { ...SOURCE, ...facts, ok, summary, next: `dayhaul ${commandLine(next)}` } };
}

function exampleOf(type: string): Message {
  const outbox = (EXAMPLES[type] ?? []).map(contentOf).reduce(addContent, NEW_OUTBOX);
  return startSending(outbox, '0f3c9a52-6a43-4a52-9a5e-0c1d2b3e4f50', NOW).message!;
}

test.each(Object.keys(EXAMPLES))('the page has the message of %s as it is', (type) => {
  const blocks = [...readPage('docs/notifications.md').matchAll(/```json\n(.*?)```/gs)].map(
    ([, text = '']) => JSON.parse(text) as Message,
  );
  expect(blocks.find((each) => each.type === type)).toEqual(JSON.parse(JSON.stringify(exampleOf(type))));
});

test('every event has an example', () => {
  expect(Object.keys(EXAMPLES)).toEqual(expect.arrayContaining([...NOTIFY_EVENTS]));
});

if (process.env['PRINT_EXAMPLES']) {
  for (const type of Object.keys(EXAMPLES))
    process.stdout.write(`EXAMPLE ${type}\n${JSON.stringify(exampleOf(type), undefined, 2)}\nEND\n`);
}
