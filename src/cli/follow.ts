import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { SingleBar } from 'cli-progress';
import { describeOutcome } from '../domain/outcome';
import { countSettled, headline } from '../domain/progress';
import { readExportState, type ExportState } from './export-state';

const LOOK_EVERY_MS = 500;

/** Where an export that is followed shows how far it is. */
interface Display {
  show(state: ExportState): void;
  end(): void;
}

/**
 * Follow an export until it is closed: a progress bar on a terminal, plain lines elsewhere.
 *
 * @returns its last state
 */
export async function followExport(
  client: Client,
  workflowId: string,
  out: NodeJS.WriteStream,
): Promise<ExportState> {
  const display = out.isTTY ? barOn(out) : linesOn(out);
  try {
    for (;;) {
      const state = await readExportState(client, workflowId);
      if (!state) throw new Error(`Temporal no longer knows ${workflowId}.`);
      display.show(state);
      if (state.state !== 'running') return state;
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    display.end();
  }
}

/** How a closed export ended, in a sentence. */
export function describeEnd({ state, outcome, problem }: ExportState): string {
  if (outcome) return describeOutcome(outcome);
  return problem ?? `The export was ${state} before every day was settled.`;
}

function barOn(out: NodeJS.WriteStream): Display {
  const format = ' {bar} {percentage} % | {value} of {total} days | {note}';
  const bar = new SingleBar({ format, stream: out, barsize: 30, hideCursor: true, linewrap: false });
  let isStarted = false;
  let lastProblem: string | undefined;
  return {
    show({ progress, problem, state }) {
      const note = progress?.waitingFor ?? '';
      if (progress && !isStarted) bar.start(progress.days.total, 0, { note });
      isStarted ||= progress !== undefined;
      if (progress) bar.update(countSettled(progress.days), { note });
      if (state === 'running' && problem && withoutAttempt(problem) !== lastProblem)
        out.write(`\n${problem}\n`);
      lastProblem = problem && withoutAttempt(problem);
    },
    end() {
      if (isStarted) bar.stop();
    },
  };
}

function linesOn(out: NodeJS.WriteStream): Display {
  let lastLine = '';
  let lastProblem: string | undefined;
  const write = (line: string) => out.write(`${new Date().toISOString()} ${line}\n`);
  return {
    show({ progress, problem, state }) {
      const line = progress ? `${headline(progress)}. ${progress.waitingFor ?? ''}`.trim() : '';
      if (line && line !== lastLine) write(line);
      if (state === 'running' && problem && withoutAttempt(problem) !== lastProblem)
        write(`Problem: ${problem}`);
      lastLine = line || lastLine;
      lastProblem = problem && withoutAttempt(problem);
    },
    end() {
      // lines need no end
    },
  };
}

function withoutAttempt(problem: string): string {
  return problem.replace(/ \(attempt \d+; .*\)$/, '');
}
