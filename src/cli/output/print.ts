import { ownCommand } from '../../client/own-command';
import type { CommandWords } from '../../domain/request/command-line';

export interface Result {
  /** What `--json` prints. */
  readonly facts: unknown;
  /** What is printed otherwise, followed by the next commands. */
  readonly lines: readonly string[];
  readonly next?: readonly CommandWords[];
  readonly exitCode?: number;
}

export function printResult({ facts, lines, next = [] }: Result, json: boolean | undefined): void {
  const commands = next.length > 0 ? ['', 'Next:', ...next.map((command) => `  ${ownCommand(...command)}`)] : [];
  const text = json ? JSON.stringify(facts, undefined, 2) : [...lines, ...commands].join('\n');
  if (text !== '') console.log(text);
}

/** Rows as lines in columns. Control characters, which another client may have written, become spaces. */
export function alignColumns(rows: readonly (readonly (string | undefined)[])[]): string[] {
  const cells = rows.map((row) => row.map((cell = '-') => cell.replaceAll(/\p{Cc}/gu, ' ')));
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Several results as one, with a blank line between blocks of lines; it has failed when one of them has. */
export function joinResults(results: readonly Result[]): Result {
  const codes = results.map(({ exitCode = 0 }) => exitCode);
  return {
    facts: results.map(({ facts }) => facts),
    lines: results.flatMap(({ lines }, index) => (index > 0 && lines.length > 1 ? ['', ...lines] : lines)),
    next: results.flatMap(({ next = [] }) => next),
    exitCode: codes.includes(1) ? 1 : Math.max(...codes),
  };
}

/** End the process as soon as the reader of its output is gone, as in `dayhaul list | head -1`. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(141); // as shells report SIGPIPE
    });
  }
}
