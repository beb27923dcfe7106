import { ownName } from '../../client/own-command';

/** The part of a help text that shows examples, each as it is typed; a function, since commander asks only when it prints. */
export function examples(...commands: readonly string[]): () => string {
  return () =>
    [
      '',
      commands.length === 1 ? 'Example:' : 'Examples:',
      ...commands.map((command) => `  ${ownName()} ${command}`),
    ].join('\n');
}
