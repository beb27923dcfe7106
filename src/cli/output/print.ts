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

/** End the process as soon as the reader of its output is gone, as in `dayhaul list | head -1`. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(141); // as shells report SIGPIPE
    });
  }
}
