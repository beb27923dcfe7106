/** Rows as lines in columns. Control characters, which another client may have written, become spaces. */
export function alignColumns(rows: readonly (readonly (string | undefined)[])[]): string[] {
  const cells = rows.map((row) => row.map((cell = '-') => cell.replaceAll(/\p{Cc}/gu, ' ')));
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const aligned = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return cells.map((row) => aligned(row).trimEnd());
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
