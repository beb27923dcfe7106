import { ownCommand } from '../../client/own-command';
import type { CommandWords } from '../../domain/request/command-line';

/** Tell that a command was carried out: as JSON, or in a sentence with the commands that make sense next. */
export function printResult(
  facts: object,
  sentence: string,
  json: boolean | undefined,
  next: readonly CommandWords[],
): void {
  console.log(json ? JSON.stringify(facts, undefined, 2) : [sentence, ...nextCommands(...next)].join('\n'));
}

/** The commands that make sense next, as lines to print. */
export function nextCommands(...commands: readonly CommandWords[]): string[] {
  return ['', 'Next:', ...commands.map((command) => `  ${ownCommand(...command)}`)];
}
