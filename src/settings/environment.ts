/** Environment variables, by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable without the blanks around it; undefined when nothing is left. */
export function present(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}
