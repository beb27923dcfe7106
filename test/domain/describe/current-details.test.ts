import { splitIntoChunks } from '../../../src/domain/days/chunking';
import { describeExport } from '../../../src/domain/describe/current-details';
import { progressOf } from '../../../src/domain/describe/progress';
import { uniform } from '../../../src/domain/days/day-map';
import { recordArchived, recordSubmission } from '../../../src/domain/ledger/fold-submission';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { openLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import type { Step } from '../../../src/domain/plan/next-submission';
import { days } from '../../support/days';
import { MINUTE, NOON } from '../support/instants';
import { alternating, planned, RULE, submit, submitted } from '../support/ledgers';
import { report } from '../support/reports';

const MARKDOWN_LIMIT = 20_000;

test('an export shows headline, bar, open jobs, missing days, and a mark for every day', () => {
  const look = report(
    'JS1',
    { Completed: '1..3', CompletedEmptyRecords: '4', DeletedByUserRequest: '5', Failed: '6', Running: '7..8' },
    { queuePosition: 2, estimatedEndMs: NOON + 90 * MINUTE },
  );
  const begun = recordReport(submit(planned('-1..34'), '-1..0', 'JS0'), report('JS0', { Completed: '-1..0' }), RULE);
  const ledger = recordReport(submit(begun, '1..8'), look, RULE);
  const wait: Step = { step: 'wait', untilMs: NOON + 5 * MINUTE, why: 'cooldown' };
  expect(markdown(ledger, wait)).toBe(
    [
      '**6 of 36 days complete (5 exported, 1 empty), 1 missing**',
      '`█████░░░░░░░░░░░░░░░░░░░░░░░░░  16 %`',
      'Waiting for 1 open job (2 days). Dayhaul resubmits failed days at 2024-05-01 12:05:00 UTC.',
      [
        '**Open jobs**',
        '- **2024-03-01..2024-03-08** 3 Completed, 1 CompletedEmptyRecords, 1 DeletedByUserRequest, 1 Failed, 2 Running, ' +
          "position 2 in Twilio's queue, estimated end 2024-05-01 13:30:00 UTC `JS1`",
      ].join('\n'),
      '**Missing:** 2024-03-05 (job deleted at Twilio, 1 attempt)',
      ['```', '2024-02          ██', '2024-03          ███○✗·▒▒·······················', '2024-04          ···', '```'].join('\n'),
      '· planned ▒ submitted █ exported ■ delivered ○ empty ✗ missing · 10 days requested in 2 jobs',
    ].join('\n\n'),
  );
});

describe('the chart of days', () => {
  test('folds months of one mark into one row', () => {
    const ledger = recordReport(
      recordSubmission(openLedger(days('2023-11-01..2024-04-30')), {
        jobSid: 'JS1',
        range: days('2023-11-01..2024-01-31'),
        submittedAtMs: NOON,
      }),
      { ...report('JS1', {}), statuses: [{ status: 'Completed', ranges: [days('2023-11-01..2024-01-31')] }] },
      RULE,
    );
    expect(chartOf(ledger)).toEqual([`2023-11..2024-01 ${'█'.repeat(31)}`, `2024-02..2024-04 ${'·'.repeat(31)}`]);
  });

  test('is one row for twenty years with nothing requested', () => {
    expect(chartOf(openLedger(days('2004-01-01..2023-12-31')))).toEqual([`2004-01..2023-12 ${'·'.repeat(31)}`]);
  });

  test('keeps the newest rows and counts the others', () => {
    const chart = chartOf(alternating('2004-01-01..2023-12-31', 1));
    expect(chart).toHaveLength(101);
    expect(chart[0]).toBe('(140 earlier rows not shown)');
    expect(chart[1]).toMatch(/^2015-09 /);
    expect(chart.at(-1)).toMatch(/^2023-12 /);
  });
});

describe('an open job', () => {
  test('without a report has no status yet', () => {
    expect(jobRow(submitted('1..2'))).toBe('- **2024-03-01..2024-03-02** no status yet `JS1`');
  });

  test('shows unknown statuses and since when it is unclear', () => {
    const look = report('JS1', { Completed: '1' }, { unknownWords: ['Pondering'], isFinished: true });
    expect(jobRow(recordReport(submitted('1..2'), look, RULE))).toBe(
      '- **2024-03-01..2024-03-02** 1 Completed, unknown status "Pondering", unclear since 2024-05-01 12:00:00 UTC `JS1`',
    );
  });
});

describe('twenty years stay below 20 KB of Markdown', () => {
  test.each<[string, Ledger]>([
    ['when every second day failed once', alternating('2004-01-01..2023-12-31', 1)],
    ['when every second day is missing', alternating('2004-01-01..2023-12-31', 3)],
    ['with four jobs open over days that failed before', withOpenJobs(4)],
  ])('%s', (_name, ledger) => {
    expect(Buffer.byteLength(markdown(ledger))).toBeLessThan(MARKDOWN_LIMIT);
  });

  test('with fifty open jobs over missing, failed and exported days in turn', () => {
    expect(Buffer.byteLength(markdown(withOpenJobs(50)))).toBeLessThan(MARKDOWN_LIMIT);
  });
});

test('the share of a bar is not one percent too low', () => {
  const ledger = recordReport(submit(planned('1..10'), '1'), report('JS1', { Completed: '1' }), RULE);
  expect(markdown(ledger)).toContain(' 10 %');
});

test('an export that ended with a missing day is not at 100 %', () => {
  const ledger = recordReport(submitted('1..2'), report('JS1', { Completed: '1', DeletedByUserRequest: '2' }), RULE);
  const page = markdown(ledger);
  expect(page).toContain('**1 of 2 days exported, 1 missing**');
  expect(page).toContain('  50 %');
});

test('the legend explains every mark of the chart', () => {
  const archived = recordArchived(
    openLedger(days('2024-03-01..2024-03-02')),
    uniform(days('2024-03-01..2024-03-02'), 'delivered' as const),
    3,
  );
  expect(chartOf(archived)).toEqual(['2024-03          ■■']);
  expect(markdown(archived)).toContain('■ delivered');
});

test('a single day and a single job are singular', () => {
  expect(markdown(submitted('1'))).toContain('1 day requested in 1 job');
});

/** Twenty years of alternating days: the newest are missing, older ones are in open jobs again. */
function withOpenJobs(jobs: number): Ledger {
  let ledger = alternating('2004-01-01..2023-12-31', 1);
  const chunks = splitIntoChunks(days('2004-01-01..2023-12-31'), 91, true).slice(0, jobs);
  const withMissing = recordSubmission(ledger, { jobSid: 'JS0', range: days('2022-01-01..2023-12-31'), submittedAtMs: NOON });
  ledger = recordReport(withMissing, { ...report('JS0', {}), askAgain: 'vanished' }, { ...RULE, maxAttempts: 2 });
  for (const [index, range] of chunks.entries()) {
    const jobSid = `JS${String(index + 1).padStart(32, '0')}`;
    const outlook = { queuePosition: index + 1, estimatedEndMs: NOON };
    ledger = recordSubmission(ledger, { jobSid, range, submittedAtMs: NOON, ...outlook });
  }
  const statuses = ['Submitted', 'Running', 'ErrorDuringRun'] as const;
  const counts = statuses.map((status) => ({ status, count: 20 }));
  return { ...ledger, jobs: ledger.jobs.map((job) => ({ ...job, counts })) };
}

function markdown(ledger: Ledger, step: Step = { step: 'rest' }): string {
  return describeExport(ledger, progressOf(ledger, step), '');
}

function chartOf(ledger: Ledger): string[] {
  const [, chart = ''] = markdown(ledger).split('```');
  return chart.trim().split('\n');
}

function jobRow(ledger: Ledger): string {
  return markdown(ledger).split('**Open jobs**\n')[1]?.split('\n\n')[0] ?? '';
}
