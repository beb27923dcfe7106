/** What was looked at, how it is, and what to do about it. */
export interface CheckResult {
  readonly check: string;
  /** `note`: it works, and there is something to know. `unknown`: something else has to be mended first. */
  readonly state: 'ok' | 'note' | 'failed' | 'skipped';
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** A check for which something else has to be mended first. */
export function skipped(check: string, first: string): CheckResult {
  return {
    check,
    state: 'skipped',
    message: `Not looked at: it takes ${first === 'worker' ? 'a worker' : first}.`,
  };
}
