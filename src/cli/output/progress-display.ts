import { clearScreenDown, moveCursor } from 'node:readline';
import type { ExportState } from '../../client/exports/export-state';
import type { ProgressDisplay } from '../../client/exports/follow-export';
import { headline } from '../../domain/describe/progress';
import { drawExport } from './draw-export';

/** A drawing on a terminal; elsewhere a line per change, with the time. A display of several exports names each. */
export function progressDisplayOn(out: NodeJS.WriteStream, isShared = false): ProgressDisplay {
  return out.isTTY ? screenOn(out) : linesOn(out, isShared);
}

/** Draws the states in place of the ones before. The last column and row stay free, so that no terminal scrolls or wraps. */
function screenOn(out: NodeJS.WriteStream): ProgressDisplay {
  const states = new Map<string, ExportState>();
  let drawn = 0;
  return {
    show(state) {
      states.set(state.workflowId, state);
      const size = { columns: out.columns - 1, rows: Math.floor((out.rows - 1) / states.size) };
      const blocks = [...states.values()].map((each) => drawExport(each, Date.now(), size));
      const lines = blocks.flatMap((block) => (states.size > 1 ? block.slice(0, size.rows) : block));
      moveCursor(out, 0, -drawn);
      clearScreenDown(out);
      out.write(`${lines.join('\n')}\n`);
      drawn = lines.length;
    },
  };
}

/** The text of a problem changes with every attempt (a request id, a number); its type does not. */
function linesOn(out: NodeJS.WriteStream, isShared: boolean): ProgressDisplay {
  const shown = new Map<string, { readonly line: string; readonly type?: string | undefined }>();
  return {
    show({ workflowId, resourceType = workflowId, state, progress, problem, problemType, remedy }) {
      const before = shown.get(workflowId) ?? { line: '' };
      const write = (text: string) => out.write(`${new Date().toISOString()} ${isShared ? `${resourceType}: ` : ''}${text}\n`);
      const line = progress ? `${headline(progress)}. ${progress.waitingFor ?? ''}`.trim() : before.line;
      if (line !== before.line) write(line);
      const isNew = state === 'running' && problem !== undefined && problemType !== before.type;
      if (isNew) write(`Problem: ${problem}`);
      if (isNew && remedy !== undefined) write(`Remedy: ${remedy}`);
      shown.set(workflowId, { line, type: state === 'running' ? problemType : before.type });
    },
  };
}
