/** Invalid input on the command line; each problem is a sentence. Causes exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Run `read`; adds the problems of a UsageError, or the message of a RangeError, to `problems` and returns undefined. */
export function collecting<T>(problems: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) problems.push(...error.problems);
    else if (error instanceof RangeError) problems.push(error.message);
    else throw error;
    return undefined;
  }
}
