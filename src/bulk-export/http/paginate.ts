import type { Answer, CallOptions } from '../port';
import { readPage } from '../wire/page';
import type { Operation, SendRequest } from './request';

const MOST_PAGES = 10_000;

/** A list of the API and how to read it. */
export interface List<T> {
  readonly operation: Operation;
  /** The purpose, such as `Listing the jobs of Messages`. */
  readonly purpose: string;
  /** Path and query of the first page. */
  readonly path: string;
  /** The key of the items when a page does not have `meta.key`. */
  readonly key: string;
  /** Reads an item; undefined drops it. */
  readonly read: (item: unknown) => T | undefined;
}

/**
 * Every item of a list, page by page. Only path and query of the next page's URL are used, so that the credentials never go to
 * another origin. The clock is that of the first page: the list is at least as new.
 */
export async function paginate<T>(
  sendRequest: SendRequest,
  { operation, purpose, path, key, read }: List<T>,
  options: CallOptions,
): Promise<Answer<T[]>> {
  const value: T[] = [];
  const asked = new Set<string>();
  let answeredAtMs: number | undefined;

  for (let next = path; ;) {
    asked.add(next);
    const { json, nowMs, unreadable } = await sendRequest({ operation, purpose, path: next }, options);
    answeredAtMs ??= nowMs;
    const page = readPage(json, key);
    if (page === undefined) throw unreadable('without a readable list page');
    value.push(...page.items.flatMap((item) => read(item) ?? []));
    if (page.nextPageUrl === undefined) return { value, nowMs: answeredAtMs };
    const following = pathOf(page.nextPageUrl);
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
