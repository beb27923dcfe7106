/** What an account has set for one resource type. It changes nothing here: daily exports are not simulated. */
export interface Configuration {
  readonly enabled: boolean;
  /** Empty while it is not set, and so is the method. */
  readonly webhookUrl: string;
  readonly webhookMethod: string;
}

/** The configurations of all accounts. */
export interface Configurations {
  of(accountSid: string, resourceType: string): Configuration;
  set(accountSid: string, resourceType: string, configuration: Configuration): void;
}

/** Nothing is enabled, and nothing set. */
export function createConfigurations(): Configurations {
  const configurations = new Map<string, Configuration>();
  return {
    of: (accountSid, resourceType) => configurations.get(`${accountSid}/${resourceType}`) ?? UNSET,
    set(accountSid, resourceType, configuration) {
      configurations.set(`${accountSid}/${resourceType}`, configuration);
    },
  };
}

const UNSET: Configuration = { enabled: false, webhookUrl: '', webhookMethod: '' };
