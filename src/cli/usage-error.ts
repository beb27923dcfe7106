/** The person's input cannot be worked with; each problem is a sentence. Ends the starter with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
