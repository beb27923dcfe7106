import { CancellationScope, setHandler, upsertMemo, type defineUpdate } from '@temporalio/workflow';
import { intersection, sumDays } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import { validateOptionChange, validateOptions } from '../../domain/request/validate-options';
import { recordResubmission } from '../../domain/ledger/fold-operator';
import { recordPollDue } from '../../domain/ledger/fold-report';
import { missingDays } from '../../domain/ledger/ledger';
import { until } from '../event-loop';
import { refuseIf } from '../refuse-if';
import type { ExportRun } from './export-run';
import { knownNowMs } from './planned-steps';
import { record, updateCurrentDetails } from './show-run';
import { changeSettingsUpdate, jobDeletionUpdate, pauseUpdate, resubmitUpdate, resumeUpdate } from '../../contract/messages';
import type { JobDeletion, PauseRequest, Resubmission } from '../../contract/messages';
import { validateJobDeletion, validatePause, validateResubmission } from '../../contract/validate-input';

/** How many resubmissions are remembered, to recognize a repeated request. */
const REMEMBERED = 10;

/** Handle commands of operators. A command that arrives early waits until the export has begun. */
export function handleUpdates(currentRun: () => ExportRun | undefined): void {
  const begun = async (): Promise<ExportRun> => {
    await CancellationScope.nonCancellable(() => until(() => currentRun() !== undefined));
    return currentRun() ?? begun();
  };
  const handle = <Result, Request extends [unknown?]>(
    update: ReturnType<typeof defineUpdate<Result, Request>>,
    description: string,
    validate: (request: unknown, name: string) => readonly string[],
    act: (run: ExportRun, ...request: Request) => Result,
  ) => {
    const validator = (...[request]: Request) => refuseIf(validate(request, 'The argument'));
    setHandler(update, async (...request) => act(await begun(), ...request), { description, validator });
  };
  handle(pauseUpdate, 'Submit no more days until resumed', validatePause, pause);
  handle(resumeUpdate, 'Submit days again', () => [], resume);
  handle(changeSettingsUpdate, 'Change options of the running export', validateOptionChange, changeSettings);
  handle(jobDeletionUpdate, 'Record that an operator deletes a job at Twilio', validateJobDeletion, noteDeletion);
  handle(resubmitUpdate, 'Request missing days again', validateResubmission, resubmit);
}

function pause(run: ExportRun, { by, reason }: PauseRequest = {}): undefined {
  if (!run.pause || reason !== undefined) run.pause = { sinceMs: run.pause?.sinceMs ?? knownNowMs(run), by, reason };
  updateCurrentDetails(run);
}

function resume(run: ExportRun): { readonly wasPaused: boolean } {
  const wasPaused = run.pause !== undefined;
  run.pause = undefined;
  updateCurrentDetails(run);
  return { wasPaused };
}

function changeSettings(run: ExportRun, changes: Partial<ExportOptions>): ExportOptions {
  const options = { ...run.options, ...changes };
  refuseIf(validateOptions(options));
  run.options = options;
  upsertMemo({ options });
  updateCurrentDetails(run);
  return options;
}

/** After Twilio's answer, the days of the job are looked up at once. */
function noteDeletion(run: ExportRun, { jobSid, answer }: JobDeletion): undefined {
  if (answer !== undefined) record(run, recordPollDue(run.ledger, jobSid), run.nowMs);
}

function resubmit(run: ExportRun, { id, ranges }: Resubmission): { readonly days: number } {
  const repeated = run.resubmissions.find((other) => other.id === id);
  if (repeated) return { days: repeated.days };
  refuseIf(run.isEnding ? ['The export is ending. Resubmit its days once it has ended.'] : []);
  const missing = missingDays(run.ledger).flatMap((group) => group.ranges);
  const requested = ranges ? missing.flatMap((range) => ranges.flatMap((other) => intersection(range, other) ?? [])) : missing;
  const days = sumDays(requested);
  refuseIf(days === 0 ? ['None of these days is missing: there is nothing to resubmit.'] : []);
  run.resubmissions = [...run.resubmissions, { id, days }].slice(-REMEMBERED);
  record(run, recordResubmission(run.ledger, requested), run.nowMs);
  return { days };
}
