export interface CheckResult {
  readonly check: string;
  /** `note`: works, with something to know. `skipped`: another check has to pass first. */
  readonly state: 'ok' | 'note' | 'failed' | 'skipped';
  readonly message: string;
  readonly remedy?: string | undefined;
}

export type Verdict = Omit<CheckResult, 'check'>;
