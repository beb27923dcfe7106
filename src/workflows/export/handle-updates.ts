import { CancellationScope, setHandler, upsertMemo } from '@temporalio/workflow';
import { countDays, intersection } from '../../domain/days/day-range';
import { validateOptionChange, validateOptions } from '../../domain/request/validate-options';
import { recordResubmission } from '../../domain/ledger/fold-operator';
import { recordPollDue } from '../../domain/ledger/fold-report';
import { missingDays } from '../../domain/ledger/ledger';
import { until } from '../event-loop';
import { refuseIf } from '../refuse-if';
import type { ExportRun } from './export-run';
import { knownNowMs } from './planned-steps';
import { record, updateCurrentDetails } from './show-run';
import {
  changeSettingsUpdate,
  jobDeletionUpdate,
  pauseUpdate,
  resubmitUpdate,
  resumeUpdate,
  type PauseRequest,
  type Resubmission,
} from '../../contract/messages';
import { validateJobDeletion, validatePause, validateResubmission } from '../../contract/validate-input';

/** How many resubmissions are remembered, to recognize a repeated request. */
const REMEMBERED = 10;

/** Handle commands of operators. A command that arrives early waits until the export has begun. */
export function handleUpdates(currentRun: () => ExportRun | undefined): void {
  const begun = async (): Promise<ExportRun> => {
    await CancellationScope.nonCancellable(() => until(() => currentRun() !== undefined));
    return currentRun() ?? begun();
  };
  setHandler(
    pauseUpdate,
    async ({ by, reason }: PauseRequest = {}) => {
      const run = await begun();
      if (!run.pause || reason !== undefined) run.pause = { sinceMs: run.pause?.sinceMs ?? knownNowMs(run), by, reason };
      updateCurrentDetails(run);
      return undefined;
    },
    {
      description: 'Submit no more days until resumed',
      validator: (request: unknown) => {
        refuseIf(validatePause(request, 'The argument'));
      },
    },
  );
  setHandler(
    resumeUpdate,
    async () => {
      const run = await begun();
      const wasPaused = run.pause !== undefined;
      run.pause = undefined;
      updateCurrentDetails(run);
      return { wasPaused };
    },
    { description: 'Submit days again' },
  );
  setHandler(
    changeSettingsUpdate,
    async (changes) => {
      const run = await begun();
      const options = { ...run.options, ...changes };
      refuseIf(validateOptions(options));
      run.options = options;
      upsertMemo({ options });
      updateCurrentDetails(run);
      return options;
    },
    {
      description: 'Change options of the running export',
      validator: (changes: unknown) => {
        refuseIf(validateOptionChange(changes));
      },
    },
  );
  setHandler(
    jobDeletionUpdate,
    async ({ jobSid, answer }) => {
      const run = await begun();
      if (answer !== undefined) record(run, recordPollDue(run.ledger, jobSid), run.nowMs);
      return undefined;
    },
    {
      description: 'Record that an operator deletes a job at Twilio',
      validator: (deletion: unknown) => {
        refuseIf(validateJobDeletion(deletion, 'The argument'));
      },
    },
  );
  setHandler(resubmitUpdate, async (request) => resubmit(await begun(), request), {
    description: 'Request missing days again',
    validator: (request: unknown) => {
      refuseIf(validateResubmission(request, 'The argument'));
    },
  });
}

function resubmit(run: ExportRun, { id, ranges }: Resubmission): { readonly days: number } {
  const repeated = run.resubmissions.find((other) => other.id === id);
  if (repeated) return { days: repeated.days };
  const missing = missingDays(run.ledger).flatMap((group) => group.ranges);
  const requested = ranges ? missing.flatMap((range) => ranges.flatMap((other) => intersection(range, other) ?? [])) : missing;
  const days = requested.reduce((sum, range) => sum + countDays(range), 0);
  refuseIf(days === 0 ? ['None of these days is missing: there is nothing to resubmit.'] : []);
  run.resubmissions = [...run.resubmissions, { id, days }].slice(-REMEMBERED);
  record(run, recordResubmission(run.ledger, requested), run.nowMs);
  return { days };
}
