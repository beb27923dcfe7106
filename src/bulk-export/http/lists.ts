import { z } from 'zod';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Answer, BulkExportApi, CallOptions } from '../port';
import { readJob } from '../wire/job';
import type { ApiRequest } from './http-exchange';
import { listPath } from './paths';
import type { SendRequest } from './request';

const MOST_PAGES = 10_000;

/** A page of a list (https://www.twilio.com/docs/usage/twilios-response, paging). Only `meta` says whether the list continues. */
const wirePage = z.looseObject({
  meta: z.object({ key: z.string().nullish().catch(undefined), next_page_url: z.string().nullish() }),
});

/** A list of the API, by the request for its first page, and how to read it. */
export interface List<T> extends Pick<ApiRequest, 'operation' | 'purpose' | 'path'> {
  /** The key of the items when a page does not have `meta.key`. */
  readonly key: string;
  readonly read: (item: unknown) => T | undefined;
}

/** Every item of a list, page by page. Only path and query of the next page's URL are used: credentials go to one origin only. */
export async function paginate<T>(sendRequest: SendRequest, list: List<T>, options: CallOptions): Promise<Answer<T[]>> {
  const { operation, purpose, path, key, read } = list;
  const value: T[] = [];
  const asked = new Set<string>();
  let answeredAtMs: number | undefined;

  for (let next = path; ;) {
    asked.add(next);
    const { json, nowMs, unreadable } = await sendRequest({ operation, purpose, path: next }, options);
    answeredAtMs ??= nowMs;
    const page = wirePage.safeParse(json).data;
    const items = page && [page.meta.key ?? key, key].map((known) => page[known]).find(Array.isArray);
    if (!items) throw unreadable('without a readable list page');
    value.push(...items.flatMap((item) => read(item) ?? []));
    if (!page.meta.next_page_url) return { value, nowMs: answeredAtMs };
    const following = pathOf(page.meta.next_page_url);
    if (following === undefined) throw unreadable('the URL of the next page is not valid');
    if (asked.has(following) || asked.size === MOST_PAGES) throw unreadable('its pages repeat');
    next = following;
  }
}

function pathOf(url: string): string | undefined {
  if (!URL.canParse(url, 'https://origin.invalid')) return undefined;
  const { pathname, search } = new URL(url, 'https://origin.invalid');
  return `${pathname}${search}`;
}

/** A job list, and when it was requested and complete, on the monotonic clock. */
interface KnownList extends Answer<readonly JobSnapshot[]> {
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** Lists jobs. The last list of each resource type serves again while it is young enough, with its clock advanced. */
export function createListJobs(sendRequest: SendRequest): BulkExportApi['listJobs'] {
  const lists = new Map<ResourceType, KnownList>();
  return async (resourceType, { maxAgeMs = 0, ...options } = {}) => {
    const askedAtMs = performance.now();
    const recent = lists.get(resourceType);
    if (recent && askedAtMs - recent.askedAtMs <= maxAgeMs) {
      return { value: recent.value, nowMs: recent.nowMs + Math.floor(askedAtMs - recent.answeredAtMs) };
    }
    const purpose = `Listing the jobs of ${resourceType}`;
    const path = `${listPath(resourceType)}/Jobs?PageSize=1000`;
    const list = { operation: 'listJobs', purpose, path, key: 'jobs', read: readJob } as const;
    const { value: jobs, nowMs } = await paginate(sendRequest, list, options);
    // A job that is created while the list is read may move another one to a second page.
    const value = [...new Map(jobs.map((job) => [job.jobSid, job])).values()];
    lists.set(resourceType, { value, nowMs, askedAtMs, answeredAtMs: performance.now() });
    return { value, nowMs };
  };
}
