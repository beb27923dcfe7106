/** The settings of an account for a resource type. They have no effect: daily exports are not simulated. */
export interface Configuration {
  readonly enabled: boolean;
  /** Empty while it is not set, like the method. */
  readonly webhookUrl: string;
  readonly webhookMethod: string;
}

/** The configurations of all accounts. */
export interface Configurations {
  of(accountSid: string, resourceType: string): Configuration;
  set(accountSid: string, resourceType: string, configuration: Configuration): void;
}

/** Configurations in which nothing is enabled. */
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
