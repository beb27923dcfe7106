import type { ExportState } from '../../../src/client/exports/export-state';
import { drawExport } from '../../../src/cli/output/draw-export';
import type { OpenJob } from '../../../src/domain/ledger/ledger';
import { days } from '../../support/days';

const NOON = Date.parse('2024-06-10T12:00:00Z');
const SIZE = { columns: 79, rows: 24 };
const NONE = { planned: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };

function job(range: string, more: Partial<OpenJob>): OpenJob {
  return {
    jobSid: 'JS00',
    range: days(range),
    submittedAtMs: NOON,
    changedAtMs: NOON,
    isPolled: true,
    unknownWords: [],
    counts: [],
    ...more,
  };
}

const RUNNING: ExportState = {
  workflowId: 'export-default-Messages-2024-03-01..2024-03-31',
  state: 'running',
  progress: {
    days: { ...NONE, total: 31, exported: 15, missing: 1, submitted: 15 },
    jobs: [
      job('2024-03-01..2024-03-20', {
        counts: [
          { status: 'Completed', count: 15 },
          { status: 'Running', count: 5 },
        ],
        estimatedEndMs: NOON + 60_000,
      }),
      job('2024-03-21..2024-03-30', { isStuck: true, estimatedEndMs: NOON }),
    ],
    missing: [{ reason: 'exhausted', attempts: 3, ranges: [days('2024-03-31..2024-03-31')] }],
    requestedDays: 31,
    submissions: 2,
    adoptedDays: 0,
    unnamedDays: 0,
    waitingFor: 'Waiting for 2 open jobs (15 days).',
  },
};

test('a running export is a bar, what it waits for, a line per job, and when it may end', () => {
  expect(drawExport(RUNNING, NOON, { columns: 120, rows: 24 })).toEqual([
    'export-default-Messages-2024-03-01..2024-03-31  running',
    '███████████████████░░░░░░░░░░░░░░░░░░░░░  48 %  15 of 31 days exported, 1 missing',
    'Waiting for 2 open jobs (15 days).',
    '  █████████░░░  75 %  2024-03-01..2024-03-20  15 Completed, 5 Running, estimated end 2024-06-10 12:01:00 UTC  JS00',
    '  ░░░░░░░░░░░░   0 %  2024-03-21..2024-03-30  stuck: no change since 2024-06-10 12:00:00 UTC, estimated end 2024-06-10 1',
    'Missing: 2024-03-31 (failed, 3 attempts)',
    'Twilio estimates that the last job ends at 2024-06-10 12:01:00 UTC.',
  ]);
});

test('an export without progress shows its problem', () => {
  const { workflowId } = RUNNING;
  expect(drawExport({ workflowId, state: 'running', problem: 'No worker responds.' }, NOON, SIZE)).toEqual([
    `${workflowId}  running`,
    'Problem: No worker responds.',
  ]);
});

test('80 columns show the whole reason to wait, and cut the job lines', () => {
  const reason =
    'Waiting for 2 open jobs (15 days). Waiting for quota: 366 of 366 days requested on 2024-06-10 (UTC). ' +
    'Next submission: 2024-05-01..2024-07-30, at 2024-06-11 00:00:00 UTC.';
  const waiting = { ...RUNNING, progress: { ...RUNNING.progress!, waitingFor: reason } };
  const lines = drawExport(waiting, NOON, { columns: 79, rows: 24 });
  expect(Math.max(...lines.map((line) => line.length))).toBe(79);
  expect(lines.join(' ')).toContain(reason);
  expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(2);
});

test('more open jobs than rows are counted', () => {
  const many = Array.from({ length: 50 }, () => job('2024-03-01..2024-03-20', {}));
  const lines = drawExport({ ...RUNNING, progress: { ...RUNNING.progress!, jobs: many } }, NOON, SIZE);
  expect(lines).toHaveLength(24);
  expect(lines).toContain('  and 32 more open jobs');
});
