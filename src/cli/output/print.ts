import { ownCommand } from '../../client/own-command';
import type { CommandWords } from '../../domain/request/command-line';

/** Print the result of a command: as JSON, or as a sentence with the next commands. */
export function printResult(facts: object, sentence: string, json: boolean | undefined, next: readonly CommandWords[]): void {
  console.log(json ? JSON.stringify(facts, undefined, 2) : [sentence, ...nextCommands(...next)].join('\n'));
}

/** The next commands as lines of text. */
export function nextCommands(...commands: readonly CommandWords[]): string[] {
  return ['', 'Next:', ...commands.map((command) => `  ${ownCommand(...command)}`)];
}
