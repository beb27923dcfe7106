/** The settings are invalid. The message lists every problem. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    super(['Invalid worker settings:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}
