import { z } from 'zod';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Answer, CallOptions, ListOptions } from '../port';
import type { ApiRequest } from './http-exchange';
import type { SendRequest } from './request';

const MOST_PAGES = 10_000;

/** A page of a list (https://www.twilio.com/docs/usage/twilios-response, paging). Only `meta` says whether the list continues. */
const meta = z.object({ key: z.string().nullish().catch(undefined), next_page_url: z.string().nullish() });
const wirePage = z.looseObject({ meta });

/** A page of the API of 2010, which has no `meta`, into the newer form. */
const oldPage = z
  .looseObject({ next_page_uri: z.string().nullable() })
  .transform((page): z.output<typeof wirePage> => ({ ...page, meta: { key: undefined, next_page_url: page.next_page_uri } }));

/** A list of the API, by the request for its first page, and how to read it. */
export interface List<T> extends Pick<ApiRequest, 'operation' | 'purpose' | 'path' | 'advice'> {
  /** The key of the items when a page does not have `meta.key`. */
  readonly key: string;
  readonly read: (item: unknown) => T | undefined;
}

/**
 * Every item of a list, page by page; a page after the first is requested twice before the list fails. Only path and query of the
 * next page's URL are used: credentials go to one origin only.
 */
export async function paginate<T>(sendRequest: SendRequest, list: List<T>, options: CallOptions): Promise<Answer<T[]>> {
  const { path, key, read, ...request } = list;
  const value: T[] = [];
  const asked = new Set<string>();
  let answeredAtMs: number | undefined;

  for (let next = path; ;) {
    asked.add(next);
    const send = () => sendRequest({ ...request, path: next }, options);
    const { json, nowMs, unreadable } = await (asked.size === 1 ? send() : send().catch(send));
    answeredAtMs ??= nowMs;
    const page = z.union([wirePage, oldPage]).safeParse(json).data;
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

/** Share lists: the last one of each resource type serves again while it is young enough and suffices, with its clock advanced. */
export function shareLists<T>(request: (resourceType: ResourceType, options: CallOptions) => Promise<Answer<readonly T[]>>) {
  // with the instants when a list was requested and complete, on the monotonic clock
  const lists = new Map<ResourceType, Answer<readonly T[]> & { readonly askedAtMs: number; readonly answeredAtMs: number }>();
  return async (resourceType: ResourceType, given: ListOptions<T> = {}): Promise<Answer<readonly T[]>> => {
    const { maxAgeMs = 0, suffices = () => true, ...options } = given;
    const askedAtMs = performance.now();
    const recent = lists.get(resourceType);
    if (recent && askedAtMs - recent.askedAtMs <= maxAgeMs && suffices(recent.value)) {
      return { value: recent.value, nowMs: recent.nowMs + Math.floor(askedAtMs - recent.answeredAtMs) };
    }
    const answer = await request(resourceType, options);
    lists.set(resourceType, { ...answer, askedAtMs, answeredAtMs: performance.now() });
    return answer;
  };
}
