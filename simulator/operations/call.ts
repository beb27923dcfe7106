import type { Account } from '../account';
import type { ApiRequest } from '../api-request';
import type { Configurations } from '../configurations';
import type { JobLife } from '../job-life';
import type { JobStore } from '../job-store';
import type { Quota } from '../quota';
import type { QuotaBook } from '../quota-book';
import type { SignedLinks } from '../signed-links';
import type { View } from '../view';

/** One authenticated call, with the world it meets. */
export interface Call {
  readonly request: ApiRequest;
  readonly accountSid: string;
  readonly nowMs: number;
  readonly jobs: JobStore;
  readonly links: SignedLinks;
  readonly configurations: Configurations;
  readonly life: JobLife;
  readonly view: View;
  readonly quota: Quota;
  readonly quotaBook: QuotaBook;
  readonly accounts: readonly Account[];
}
