/** A way to come by a program. */
export interface SearchStep {
  /** What it is, in words, such as "the cache". */
  readonly source: string;
  /** Get the program; the answer is its path. */
  readonly locate: () => Promise<string>;
}

/** A program that works. */
export interface FoundProgram {
  readonly path: string;
  /** Which step found it, in words. */
  readonly source: string;
}

/**
 * The first program that works when it is tried out, and what was learnt then. The error when none does begins with a headline,
 * tells line by line what was tried, and ends with advice.
 */
export async function firstThatWorks<Learnt extends object>(
  steps: readonly SearchStep[],
  tryOut: (path: string) => Promise<Learnt>,
  { headline, advice }: { readonly headline: string; readonly advice: string },
): Promise<FoundProgram & Learnt> {
  const failures: string[] = [];
  for (const { source, locate } of steps) {
    try {
      const path = await locate();
      return { path, source, ...(await tryOut(path)) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(`  - ${source}: ${reason.replaceAll('\n', '\n    ')}`);
    }
  }
  throw new Error([headline, ...failures, advice].join('\n'));
}
