/** The result of one check, with a remedy when there is one. */
export interface CheckResult {
  readonly check: string;
  /** `note`: works, with something to know. `skipped`: another check has to pass first. */
  readonly state: 'ok' | 'note' | 'failed' | 'skipped';
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** A check that another part has to work for. */
export function skipped(check: string, required: 'Temporal' | 'Twilio' | 'a running worker'): CheckResult {
  return { check, state: 'skipped', message: `Skipped: requires ${required}.` };
}
