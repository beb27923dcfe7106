/** What was looked at, how it is, and what to do about it. */
export interface CheckUp {
  readonly check: string;
  /** `note`: it works, and there is something to know. `unknown`: something else has to be mended first. */
  readonly state: 'ok' | 'note' | 'failed' | 'unknown';
  readonly words: string;
  readonly remedy?: string | undefined;
}

/** A check for which something else has to be mended first. */
export function unknown(check: string, first: string): CheckUp {
  return {
    check,
    state: 'unknown',
    words: `Not looked at: it takes ${first === 'worker' ? 'a worker' : first}.`,
  };
}
