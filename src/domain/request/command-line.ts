import { DEFAULT_OPTIONS, flagOf, formatOption, type ExportOptions } from './export-options';
import type { ExportSpec } from './export-request';

/** The words of a Dayhaul command, without the name of the program. @example ['quota', 'show', '--group', 'default'] */
export type CommandWords = readonly string[];

/** A command line for a POSIX shell. @example commandLine(['verify', '--archive', 'my files']) // verify --archive 'my files' */
export function commandLine(words: CommandWords): string {
  return words.map((word) => (/^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

interface PrintedExport extends Pick<ExportSpec, 'account' | 'range'> {
  /** One, or several separated by commas. */
  readonly resourceType: string;
  readonly options?: Partial<ExportOptions>;
}

/** Options that would request days again, or that only a schedule has. */
const LEFT_OUT: readonly string[] = ['fresh', 'reexport', 'lookback'];

/** The command that exports some days, complete in any shell: with its account, and each option that is not the default. */
export function exportCommand({ account, resourceType, range: { startDay, endDay }, options = {} }: PrintedExport): CommandWords {
  const what = ['--account', account, '--resource-type', resourceType, '--from', startDay, '--to', endDay];
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const option = name as keyof ExportOptions;
    if (LEFT_OUT.includes(name) || value === DEFAULT_OPTIONS[option] || value === false) return [];
    return value === true ? [flagOf(option)] : [flagOf(option), formatOption(name, value)];
  });
  return ['export', ...what, ...flags];
}
