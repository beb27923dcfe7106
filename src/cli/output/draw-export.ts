import type { ExportState } from '../../client/exports/export-state';
import { countDays, formatRange } from '../../domain/days/day-range';
import { drawBar, percentOf } from '../../domain/describe/bar';
import { describeExpectedEnd, expectedEnd } from '../../domain/describe/expected-end';
import { countSettled, describeMissing, headline } from '../../domain/describe/progress';
import { formatInstant } from '../../domain/format';
import type { OpenJob } from '../../domain/ledger/ledger';
import { isFinal } from '../../domain/twilio/day-status';

const WIDE_BAR = 40;
const NARROW_BAR = 12;

/** An export as lines on a terminal: a bar, what it waits for, a line per open job, and when it may end. */
export function drawExport(
  { workflowId, state, progress, problem, remedy }: ExportState,
  nowMs: number,
): string[] {
  const title = `${workflowId}  ${state}`;
  const trouble = [
    ...(problem === undefined ? [] : [`Problem: ${problem}`]),
    ...(remedy === undefined ? [] : [`Remedy: ${remedy}`]),
  ];
  if (!progress) return [title, ...trouble];
  const { jobs = [], missing, waitingFor = '' } = progress;
  const end = state === 'running' ? expectedEnd(progress, nowMs) : undefined;
  return [
    title,
    `${bar(countSettled(progress), progress.days.total, WIDE_BAR)}  ${headline(progress)}`,
    ...(waitingFor === '' || state !== 'running' ? [] : [waitingFor]),
    ...jobs.map(drawJob),
    ...(missing.length > 0 ? [`Missing: ${describeMissing(missing)}`] : []),
    ...(end ? [describeExpectedEnd(end)] : []),
    ...trouble,
  ];
}

function drawJob({ range, counts, isStuck, estimatedEndMs, jobSid }: OpenJob): string {
  const finalDays = counts.reduce((sum, { status, count }) => sum + (isFinal(status) ? count : 0), 0);
  const statuses = counts.map(({ status, count }) => `${count} ${status}`).join(', ') || 'just submitted';
  const estimate = estimatedEndMs === undefined ? '' : `, to end at ${formatInstant(estimatedEndMs)}`;
  const stuck = isStuck ? 'STUCK, ' : '';
  return `  ${bar(finalDays, countDays(range), NARROW_BAR)}  ${formatRange(range)}  ${stuck}${statuses}${estimate}  ${jobSid}`;
}

function bar(done: number, total: number, width: number): string {
  const part = Math.min(done, total);
  return `${drawBar(part, total, width)} ${String(percentOf(part, total)).padStart(3)} %`;
}
