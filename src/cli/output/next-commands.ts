/** The commands that make sense next, as lines to print. */
export function nextCommands(...commands: string[]): string[] {
  return ['', 'Next:', ...commands.map((command) => `  node lib/starter.js ${command}`)];
}
