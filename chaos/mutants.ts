/** A change of the code that breaks a promise. */
export interface Mutant {
  readonly name: string;
  /** A seed that catches it; absent where that depends on the moment, so that no seed catches it each time. */
  readonly caughtBy?: number;
  /** What it breaks. */
  readonly does: string;
  /** Texts of the build, each of which is there exactly once, and what takes their place. */
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** Below the folder of the build. */
  readonly file: string;
  readonly search: string;
  readonly replace: string;
}

/** Mutants that the judge ought to catch. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no-look',
    caughtBy: 2,
    does: 'creates a job without a search for that of an earlier attempt',
    edits: [
      edit('activities/submission/submit-job.js', 'if (own)', 'if (false)'),
      edit('activities/submission/submit-job.js', 'if (!(0, find_at_twilio_1.isEmptyHanded)(findings))', 'if (false)'),
    ],
  },
  {
    name: 'one-look',
    caughtBy: 2,
    does: 'searches once when an earlier create may be pending',
    edits: [
      edit('activities/submission/find-own-job.js', '(looks >= 3 && monotonicMs() - startMs >= ambiguityWaitMs)', '(looks >= 1)'),
    ],
  },
  {
    name: 'no-lease',
    caughtBy: 2,
    does: 'grants every request, and leases no day',
    edits: [
      edit(
        'domain/quota/reserve.js',
        'const unsettled = unsettledOf(today, request);',
        "const unsettled = []; return [today, { kind: 'granted', chunks: request.chunks, utcDay }];",
      ),
    ],
  },
  {
    name: 'submitting-planned-again',
    does: 'plans chunks again that are being submitted',
    edits: [edit('domain/plan/next-submission.js', 'const left = withRequested(ledger, submitting);', 'const left = ledger;')],
  },
  {
    name: 'submitting-returned',
    does: 'gives the days back that are being submitted when more are requested',
    edits: [edit('domain/quota/reserve.js', '!submitting.includes(reservationNumber)', 'true')],
  },
  {
    name: 'running-is-exported',
    caughtBy: 4,
    does: 'counts a running day as exported',
    edits: [
      edit('domain/ledger/day-transitions.js', "case 'Completed':", "case 'Running': case 'Completed':"),
      edit('domain/twilio/job-snapshot.js', 'Running: false,', 'Running: true,'),
    ],
  },
  {
    name: 'silence-is-success',
    caughtBy: 7,
    does: 'counts a day as exported that its job does not name',
    edits: [
      edit(
        'domain/twilio/job-report.js',
        'statuses: groups.flatMap((group) => statusRanges(group.status, daysIn(group))),',
        "statuses: [...groups.flatMap((group) => statusRanges(group.status, daysIn(group))), ...statusRanges('Completed', (0, day_range_1.daysOf)(range).filter((day) => !groups.some((group) => daysIn(group).includes(day))))],",
      ),
    ],
  },
  {
    name: 'ledger-dropped',
    caughtBy: 2,
    does: 'drops every day when it continues as new',
    edits: [
      edit(
        'workflows/export/export-run.js',
        'ledger: (0, ledger_1.packLedger)(run.ledger)',
        "ledger: (0, ledger_1.packLedger)((0, ledger_1.openLedger)(require('../../domain/days/day-map').wholeRange(run.ledger.days)))",
      ),
    ],
  },
  {
    name: 'attempts-uncounted',
    caughtBy: 1,
    does: 'does not count the attempts of a day',
    edits: [edit('domain/ledger/fold-submission.js', 'attempts: day.attempts + 1', 'attempts: day.attempts')],
  },
  {
    name: 'cancel-unconfirmed',
    caughtBy: 31,
    does: 'counts a job as deleted without a check',
    edits: [
      edit(
        'activities/submission/cancel-jobs.js',
        'await api.deleteJob(jobSid, { signal });',
        'void api.deleteJob(jobSid, { signal: AbortSignal.abort() }).catch(() => undefined);',
      ),
      edit(
        'activities/submission/cancel-jobs.js',
        'left = left.filter(({ jobSid }) => !isGone(round.reports.get(jobSid)));',
        'left = [];',
      ),
    ],
  },
  {
    name: 'adopted-deleted',
    caughtBy: 32,
    does: 'deletes adopted jobs when it is cancelled',
    edits: [
      edit(
        'workflows/export/cancel-export.js',
        '(0, export_run_1.polledJobs)(run).filter(({ isAdopted }) => !isAdopted)',
        '(0, export_run_1.polledJobs)(run)',
      ),
    ],
  },
  {
    name: 'blind-survey',
    caughtBy: 5,
    does: 'ignores running jobs that cover requested days',
    edits: [
      edit(
        'domain/twilio/survey.js',
        "if (status === 'Submitted' || status === 'Running' || status === 'ErrorDuringRun')",
        'if (false)',
      ),
    ],
  },
  {
    name: 'old-files',
    caughtBy: 2,
    does: 'adopts files that are about to expire',
    edits: [edit('domain/twilio/survey.js', 'createdOn > madeAfter', 'true')],
  },
  {
    name: 'quota-not-renewed',
    caughtBy: 2,
    does: 'starts a UTC day with the days used on the previous one',
    edits: [
      edit(
        'domain/quota/day-quota.js',
        'return { utcDay: today, grantedDays: 0, limit, leases, queue, ...known, ...closed };',
        'return { ...quota, utcDay: today, leases };',
      ),
    ],
  },
  {
    name: 'quota-counted-twice',
    does: 'counts every day of quota twice',
    edits: [
      edit(
        'domain/quota/reserve.js',
        'countGrant)(quota, holder.workflowId, (0, day_range_1.sumDays)(',
        'countGrant)(quota, holder.workflowId, 2 * (0, day_range_1.sumDays)(',
      ),
    ],
  },
  {
    name: 'retry-after-ignored',
    does: 'ignores Retry-After',
    edits: [edit('bulk-export/http/request.js', 'return gate.hold(askedMs);', 'return undefined;')],
  },
  {
    name: 'whole-chunk-again',
    caughtBy: 1,
    does: 'resubmits a whole chunk when one day failed',
    edits: [
      edit(
        'domain/ledger/fold-report.js',
        'change(ranges, (before) => (0, day_transitions_1.nextState)(before, status, report.nowMs, rule, job));',
        "if (status === 'Failed') days = (0, day_map_1.changeDays)(days, [job.range], (before) => (0, day_transitions_1.askAgain)({ state: 'submitted', attempts: before.attempts ?? 1 }, 'exhausted', report.nowMs, rule)); else change(ranges, (before) => (0, day_transitions_1.nextState)(before, status, report.nowMs, rule, job));",
      ),
    ],
  },
  {
    name: 'refusals-close-nothing',
    does: 'keeps submitting when different chunks are rejected alike',
    edits: [
      edit(
        'domain/quota/refusals.js',
        'return isSameChunk ? quota : (0, day_quota_1.closeDay)(quota, utcDay, message);',
        'return quota;',
      ),
    ],
  },
  {
    name: 'pause-ignored',
    caughtBy: 1,
    does: 'submits while it is paused',
    edits: [edit('domain/plan/next-submission.js', 'if (pause)', 'if (false)')],
  },
  {
    name: 'missing-is-fine',
    caughtBy: 4,
    does: 'completes with missing days',
    edits: [edit('workflows/export/export-day-range.js', 'if (!shortfall || options.allowMissing)', 'if (true)')],
  },
];

function edit(file: string, search: string, replace: string): Edit {
  return { file, search, replace };
}
