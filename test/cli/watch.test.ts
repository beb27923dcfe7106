import { PassThrough } from 'node:stream';
import type { ExportState } from '../../src/client/exports/export-state';
import { drawExport } from '../../src/cli/output/draw-export';
import { screenOn } from '../../src/cli/commands/watch';
import type { OpenJob } from '../../src/domain/ledger/ledger';
import { days } from '../support/days';

const NOON = Date.parse('2024-06-10T12:00:00Z');
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
  expect(drawExport(RUNNING, NOON)).toEqual([
    'export-default-Messages-2024-03-01..2024-03-31  running',
    '████████████████████░░░░░░░░░░░░░░░░░░░░  51 %  16 of 31 days settled (15 exported, 1 missing)',
    'Waiting for 2 open jobs (15 days).',
    '  █████████░░░  75 %  2024-03-01..2024-03-20  15 Completed, 5 Running, to end at 2024-06-10 12:01:00 UTC  JS00',
    '  ░░░░░░░░░░░░   0 %  2024-03-21..2024-03-30  STUCK, just submitted, to end at 2024-06-10 12:00:00 UTC  JS00',
    'Missing: 2024-03-31 (exhausted, 3 attempts)',
    'Exported at 2024-06-10 12:01:00 UTC, as Twilio estimates.',
  ]);
});

test('an export that nobody can ask tells why', () => {
  const { workflowId } = RUNNING;
  expect(drawExport({ workflowId, state: 'running', problem: 'No worker answers.' }, NOON)).toEqual([
    `${workflowId}  running`,
    'Problem: No worker answers.',
  ]);
});

test('a screen draws each state in the place of the one before, in no colour, and cuts what is too long', () => {
  const out = Object.assign(new PassThrough(), { columns: 40 });
  const screen = screenOn(out as unknown as NodeJS.WriteStream);
  screen.show(RUNNING);
  screen.show({ ...RUNNING, progress: { ...RUNNING.progress!, jobs: [] } });
  const [first = '', second = ''] = String(out.read()).split('\u001b[7A');
  expect(first.split('\n')).toHaveLength(8);
  expect(second.startsWith('\u001b[0J')).toBe(true);
  const lines = second.replace('\u001b[0J', '').trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(Math.max(...lines.map((line) => line.length))).toBe(39);
  // eslint-disable-next-line no-control-regex -- colours are what is looked for
  expect(first + second).not.toMatch(/\u001b\[[0-9;]*m/);
});
