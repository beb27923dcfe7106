import { outcomeOf } from '../../../src/domain/describe/outcome';
import { openLedger } from '../../../src/domain/ledger/ledger';
import { deadlineNotices, endNotices, stuckNotices, troubleNotices } from '../../../src/domain/notify/notices';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import type { JobReport } from '../../../src/domain/twilio/job-report';
import { days } from '../../support/days';

const NOON = Date.UTC(2024, 4, 1, 12);
const HOUR = 3_600_000;
const RANGE = days('2024-04-01..2024-04-03');
const outcome = outcomeOf(openLedger(RANGE), 'Messages', RANGE);
const missing = { ...outcome, days: { ...outcome.days, missing: 1 } };
const typesOf = (notices: readonly { type: string }[]) => notices.map(({ type }) => type);

test('the end of an export has its most specific notice first', () => {
  expect(typesOf(endNotices(outcome, 'completed'))).toEqual(['exportEnded']);
  expect(typesOf(endNotices(missing, 'failed'))).toEqual(['daysMissing', 'exportEnded']);
  expect(typesOf(endNotices({ ...outcome, uncovered: RANGE }, 'failed'))).toEqual(['runMissed', 'exportEnded']);
  expect(typesOf(endNotices(missing, 'cancelled'))).toEqual(['exportEnded']);
  expect([endNotices(outcome, 'completed')[0]!.ok, endNotices(missing, 'failed')[0]!.ok]).toEqual([true, false]);
});

test('a job is stuck after its time, unless it moved or was not seen', () => {
  const job = { jobSid: 'JS1', range: RANGE, changedAtMs: NOON, counts: [], openDays: [RANGE] } as unknown as PolledJob;
  const report = {
    jobSid: 'JS1',
    isSeen: true,
    nowMs: NOON + HOUR,
    counts: [{ status: 'Submitted', count: 3 }],
  } as unknown as JobReport;
  expect(stuckNotices(job, [report], HOUR)).toMatchObject([{ type: 'jobStuck', cause: 'JS1' }]);
  expect(stuckNotices(job, [report], HOUR + 1)).toEqual([]);
  expect(stuckNotices(job, [{ ...report, counts: [{ status: 'Running', count: 3 }] }], HOUR)).toEqual([]);
  expect(stuckNotices(job, [{ ...report, isSeen: false }], HOUR)).toEqual([]);
  expect(stuckNotices(job, [], HOUR)).toEqual([]);
});

test('a deadline is near two days before it', () => {
  const made = (daysAgo: number) => [{ range: RANGE, madeAfterMs: NOON - daysAgo * 24 * HOUR }];
  expect(deadlineNotices(made(5), NOON)).toEqual([]);
  expect(deadlineNotices([...made(1), ...made(5.1)], NOON)).toMatchObject([{ type: 'deadlineNear' }]);
  expect(deadlineNotices([], NOON)).toEqual([]);
});

test('only failures that last until an operator acts are troubles', () => {
  expect(troubleNotices('CredentialsRefused', 1, '/archive')).toMatchObject([
    { type: 'credentialsRefused', cause: 'CredentialsRefused' },
  ]);
  expect(troubleNotices('ArchiveFull', 1, '/archive')).toMatchObject([{ type: 'archiveTrouble', cause: 'ArchiveFull /archive' }]);
  expect(
    ['NotYetFinal', 'RateLimited', 'Unavailable', 'ArchiveUnavailable', undefined].flatMap((type) => troubleNotices(type, 4)),
  ).toEqual([]);
  expect(troubleNotices('ArchiveUnavailable', 5, '/archive')).toMatchObject([{ type: 'archiveTrouble' }]);
});
