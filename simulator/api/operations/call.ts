import type { Account } from '../../accounts/account';
import type { Configurations } from '../../accounts/configurations';
import type { SignedLinks } from '../../files/signed-links';
import type { JobLife } from '../../jobs/job-life';
import type { JobStore } from '../../jobs/job-store';
import type { Quota } from '../../jobs/quota';
import type { QuotaLog } from '../../jobs/quota-log';
import type { ApiRequest } from '../../wire/api-request';
import type { View } from '../../wire/view';

/** One authenticated call, with the world it meets. */
export interface Call {
  readonly request: ApiRequest;
  readonly accountSid: string;
  /** The credentials of the request. */
  readonly credentials: Account;
  readonly nowMs: number;
  readonly jobs: JobStore;
  readonly links: SignedLinks;
  readonly configurations: Configurations;
  readonly life: JobLife;
  readonly view: View;
  readonly quota: Quota;
  readonly quotaLog: QuotaLog;
  readonly accounts: readonly Account[];
}
