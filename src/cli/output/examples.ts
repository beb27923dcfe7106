import { ownName } from '../../client/own-command';

/** The examples of a help text, as a function that commander calls when it prints the help. */
export function examples(...commands: readonly string[]): () => string {
  return () =>
    ['', commands.length === 1 ? 'Example:' : 'Examples:', ...commands.map((command) => `  ${ownName()} ${command}`)].join('\n');
}
