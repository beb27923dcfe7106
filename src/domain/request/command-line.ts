/** The words of a Dayhaul command, without the name of the program. @example ['quota', 'show', '--group', 'default'] */
export type CommandWords = readonly string[];

/**
 * A command line for a POSIX shell.
 * @example commandLine(['verify', '--archive', '/data/my files']) // verify --archive '/data/my files'
 */
export function commandLine(words: CommandWords): string {
  return words.map((word) => (/^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
