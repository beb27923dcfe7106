import { clearScreenDown, moveCursor } from 'node:readline';
import type { ExportState } from '../../client/exports/export-state';
import type { ProgressDisplay } from '../../client/exports/follow-export';
import { headline } from '../../domain/describe/progress';
import { drawExport } from './draw-export';

/** A drawing on a terminal; elsewhere a line per change, with the time. */
export function progressDisplayOn(out: NodeJS.WriteStream): ProgressDisplay {
  return out.isTTY ? screenOn(out) : linesOn(out);
}

/** Draws each state in place of the one before. The last column and row stay free, so that no terminal scrolls or wraps. */
function screenOn(out: NodeJS.WriteStream): ProgressDisplay {
  let drawn = 0;
  return {
    show(state) {
      const lines = drawExport(state, Date.now(), { columns: out.columns - 1, rows: out.rows - 1 });
      moveCursor(out, 0, -drawn);
      clearScreenDown(out);
      out.write(`${lines.join('\n')}\n`);
      drawn = lines.length;
    },
  };
}

function linesOn(out: NodeJS.WriteStream): ProgressDisplay {
  const write = (line: string) => out.write(`${new Date().toISOString()} ${line}\n`);
  const showProblem = onceWhileItLasts(write);
  let lastLine = '';
  return {
    show(state) {
      const { progress } = state;
      const line = progress ? `${headline(progress)}. ${progress.waitingFor ?? ''}`.trim() : lastLine;
      if (line !== lastLine) write(line);
      lastLine = line;
      showProblem(state);
    },
  };
}

/** The text of a problem changes with every attempt (a request id, a number); its type does not. */
function onceWhileItLasts(write: (line: string) => void): (state: ExportState) => void {
  let lastType: string | undefined;
  return ({ state, problem, problemType, remedy }) => {
    if (state !== 'running') return;
    const isNew = problem !== undefined && problemType !== lastType;
    if (isNew) write(`Problem: ${problem}`);
    if (isNew && remedy !== undefined) write(`Remedy: ${remedy}`);
    lastType = problemType;
  };
}
