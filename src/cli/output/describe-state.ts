import type { ExportState } from '../../client/exports/export-state';
import { ownCommand } from '../../client/own-command';
import { formatRange } from '../../domain/days/day-range';
import { nextAction, type NextAction } from '../../domain/describe/advice';
import { describeCancellation } from '../../domain/describe/cancellation';
import { describeDelivered } from '../../domain/describe/delivery-progress';
import { describeExpectedEnd, expectedEnd } from '../../domain/describe/expected-end';
import { describeJob } from '../../domain/describe/job';
import { describeOutcome } from '../../domain/describe/outcome';
import { describeMissing, describeRefusal, headline } from '../../domain/describe/progress';
import { formatDays, formatInstant } from '../../domain/format';
import { costOf, type OpenJob } from '../../domain/ledger/ledger';

/** The state of an export as JSON. Instants are ISO 8601. `days` and `requestedDays` are absent when no worker responds. */
export function stateAsJson(exported: ExportState): object {
  const { workflowId, state, resourceType, range, progress, cancellation, problem, remedy } = exported;
  const next = nextStepOf(exported);
  const { days, jobs = [], missing = [] } = progress ?? {};
  const end = progress && state === 'running' ? expectedEnd(progress, Date.now()) : undefined;
  const known = { workflowId, resourceType, range, state, days, jobs: jobs.map(jobAsJson), missing };
  return {
    ...known,
    ...(progress && costOf(progress)),
    delivery: progress?.delivery,
    phase: state === 'running' ? progress?.phase : undefined,
    waitingFor: progress?.waitingFor,
    next: next && { what: next.what, command: ownCommand(...next.command) },
    expectedEnd: end && { kind: end.kind, at: new Date(end.atMs).toISOString() },
    refusal: progress?.refusal,
    cancellation,
    problem,
    remedy,
  };
}

function jobAsJson({ jobSid, range, counts, queuePosition, submittedAtMs, estimatedEndMs, ...marks }: OpenJob): object {
  const { isAdopted = false, isStuck = false } = marks;
  const submittedAt = new Date(submittedAtMs).toISOString();
  const estimatedEnd = estimatedEndMs && new Date(estimatedEndMs).toISOString();
  return { jobSid, range, counts, queuePosition, isAdopted, isStuck, submittedAt, estimatedEnd };
}

export function describeState(exported: ExportState): string[] {
  const { workflowId, state, resourceType, range, progress, outcome, cancellation, closedAt } = exported;
  const { problem, remedy } = exported;
  const title = resourceType && range ? ` · ${resourceType} ${formatRange(range)}` : '';
  const closed = closedAt ? ` at ${formatInstant(closedAt.getTime())}` : '';
  const lines = [`${workflowId}${title}`, `State      ${describeLifecycle(exported)}${closed}`];
  if (outcome) return [...lines, `Outcome    ${describeOutcome(outcome)}`];
  if (progress) {
    lines.push(`Days       ${headline(progress)}; ${formatDays(progress.requestedDays)} requested`);
    if (progress.missing.length > 0) lines.push(`Missing    ${describeMissing(progress.missing)}`);
    if (progress.waitingFor && state === 'running') lines.push(`Now        ${progress.waitingFor}`);
    if (progress.delivery) lines.push(`Delivered  ${describeDelivered(progress.delivery)}`);
    if (progress.refusal) lines.push(`Rejected   ${describeRefusal(progress.refusal)}`);
    for (const job of progress.jobs ?? []) lines.push(`Open job   ${formatRange(job.range)}: ${describeJob(job)} (${job.jobSid})`);
  }
  const end = progress && state === 'running' ? expectedEnd(progress, Date.now()) : undefined;
  if (end) lines.push(`Expected   ${describeExpectedEnd(end)}`);
  if (cancellation) lines.push(`Cancelled  ${describeCancellation(cancellation)}`);
  if (problem) lines.push(`Problem    ${problem}`);
  if (remedy !== undefined) lines.push(`Remedy     ${remedy}`);
  return lines;
}

/** The next action for an export, as on its page in the Temporal UI; undefined when there is none beside `status`. */
export function nextStepOf({ workflowId, account = '', ...exported }: ExportState): NextAction | undefined {
  const { state, progress, outcome, options } = exported;
  if (!outcome) return state === 'running' || state === 'cancelled' ? progress?.next : undefined;
  const { resourceType, uncovered } = outcome;
  const advised = { workflowId, account, resourceType, archive: options?.archive, uncovered };
  const action = nextAction({ ...outcome, jobs: [] }, { step: 'rest' }, advised);
  return action?.command[0] === 'status' ? undefined : action;
}

/** @example 'completed', 'running (stuck)' */
function describeLifecycle({ state, progress }: ExportState): string {
  const { phase = 'exporting' } = progress ?? {};
  return state === 'running' && phase !== 'exporting' ? `${state} (${phase})` : state;
}

/** The last state of an export that was followed, as a sentence. */
export function describeEnd({ state, outcome, cancellation, problem }: ExportState): string {
  if (outcome) return describeOutcome(outcome);
  if (cancellation) return describeCancellation(cancellation);
  if (state === 'running') return 'Stopped following. The export continues.';
  return problem ?? `The export ended before all days were final (state: ${state}).`;
}
