/**
 * The words of a Dayhaul command, without the name of the program.
 *
 * @example ['status', 'export-default-Messages-2024-01-01..2024-03-31']
 */
export type CommandWords = readonly string[];

/**
 * A command line that a POSIX shell splits into exactly these words.
 *
 * @example commandLine(['verify', '--archive', '/data/my files']) // verify --archive '/data/my files'
 */
export function commandLine(words: CommandWords): string {
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
