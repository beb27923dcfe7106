import type { ExportState } from '../../client/exports/export-state';
import { countDays, formatRange } from '../../domain/days/day-range';
import { describeExpectedEnd, expectedEnd } from '../../domain/describe/expected-end';
import { describeJob } from '../../domain/describe/job';
import { countComplete, describeMissing, headline } from '../../domain/describe/progress';
import { drawBar } from '../../domain/format';
import type { OpenJob } from '../../domain/ledger/ledger';
import { isFinal } from '../../domain/twilio/job-snapshot';

const WIDE_BAR = 40;
const NARROW_BAR = 12;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** An export as lines that fit on a terminal. Sentences are wrapped; what does not fit is cut from the job lines. */
export function drawExport({ workflowId, state, progress, problem, remedy }: ExportState, nowMs: number, { columns, rows }: Size) {
  const fit = (lines: readonly string[]) => lines.flatMap((line) => wrap(line, columns));
  const title = fit([`${workflowId}  ${state}`]);
  const trouble = fit([problem === undefined ? [] : `Problem: ${problem}`, remedy === undefined ? [] : `Remedy: ${remedy}`].flat());
  if (!progress) return [...title, ...trouble];
  const { days, jobs = [], missing, waitingFor = '' } = progress;
  const end = state === 'running' ? expectedEnd(progress, nowMs) : undefined;
  const above = fit([
    `${drawBar(countComplete(progress), days.total, WIDE_BAR)}  ${headline(progress)}`,
    ...(waitingFor === '' || state !== 'running' ? [] : [waitingFor]),
  ]);
  const below = fit([missing.length > 0 ? `Missing: ${describeMissing(missing)}` : [], end ? describeExpectedEnd(end) : []].flat());
  const rest = [title, above, below, trouble].reduce((sum, lines) => sum + lines.length, 0);
  return [...title, ...above, ...drawJobs(jobs, { columns, rows: rows - rest }), ...below, ...trouble];
}

function drawJobs(jobs: readonly OpenJob[], { columns, rows }: Size): string[] {
  const lines = jobs.map((job) => drawJob(job).slice(0, columns));
  if (lines.length <= rows) return lines;
  const shown = Math.max(rows - 1, 0);
  return [...lines.slice(0, shown), `  and ${lines.length - shown} more open jobs`];
}

function drawJob(job: OpenJob): string {
  const finalDays = job.counts.reduce((sum, { status, count }) => sum + (isFinal(status) ? count : 0), 0);
  const days = countDays(job.range);
  return `  ${drawBar(Math.min(finalDays, days), days, NARROW_BAR)}  ${formatRange(job.range)}  ${describeJob(job)}  ${job.jobSid}`;
}

/** A line as lines of at most so many characters, broken at spaces where there are any. */
function wrap(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const at = line.lastIndexOf(' ', columns);
  const end = at > 0 ? at : columns;
  return [line.slice(0, end).trimEnd(), ...wrap(line.slice(end).trimStart(), columns)];
}
