import type { ApiRequest } from '../api-request';
import type { JobLife } from '../job-life';
import type { JobStore } from '../job-store';
import type { SignedLinks } from '../signed-links';
import type { View } from '../view';

/** One authenticated call, with the world it meets. */
export interface Call {
  readonly request: ApiRequest;
  readonly accountSid: string;
  readonly nowMs: number;
  readonly jobs: JobStore;
  readonly links: SignedLinks;
  readonly life: JobLife;
  readonly view: View;
}
