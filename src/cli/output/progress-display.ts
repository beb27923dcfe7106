import { SingleBar } from 'cli-progress';
import type { ExportState } from '../../client/exports/export-state';
import type { ProgressDisplay } from '../../client/exports/follow-export';
import { countSettled, headline } from '../../domain/describe/progress';

/** A progress bar on a terminal, plain lines with the time elsewhere; a problem is told once while it lasts. */
export function progressDisplayOn(out: NodeJS.WriteStream): ProgressDisplay {
  return out.isTTY ? barOn(out) : linesOn(out);
}

function barOn(out: NodeJS.WriteStream): ProgressDisplay {
  const format = ' {bar} {percentage} % | {value} of {total} days | {note}';
  const bar = new SingleBar({
    format,
    stream: out,
    barsize: 30,
    hideCursor: true,
    gracefulExit: false, // Ctrl-C is the follower's to handle
  });
  const tell = onceWhileItLasts((line) => out.write(`\n${line}\n`));
  return {
    show(state) {
      const { progress } = state;
      const note = progress?.waitingFor ?? '';
      if (progress && !bar.isActive) bar.start(progress.days.total, 0, { note });
      if (progress) bar.update(countSettled(progress), { note });
      tell(state);
    },
    end() {
      bar.stop();
    },
  };
}

function linesOn(out: NodeJS.WriteStream): ProgressDisplay {
  const write = (line: string) => out.write(`${new Date().toISOString()} ${line}\n`);
  const tell = onceWhileItLasts(write);
  let lastLine = '';
  return {
    show(state) {
      const { progress } = state;
      const line = progress ? `${headline(progress)}. ${progress.waitingFor ?? ''}`.trim() : lastLine;
      if (line !== lastLine) write(line);
      lastLine = line;
      tell(state);
    },
    end: () => undefined,
  };
}

/** The words of a problem change with every attempt (a request id, a number); its type does not. */
function onceWhileItLasts(write: (line: string) => void): (state: ExportState) => void {
  let lastType: string | undefined;
  return ({ state, problem, problemType, remedy }) => {
    if (state !== 'running') return;
    const isNews = problem !== undefined && problemType !== lastType;
    if (isNews) write(`Problem: ${problem}`);
    if (isNews && remedy !== undefined) write(`Remedy: ${remedy}`);
    lastType = problemType;
  };
}
