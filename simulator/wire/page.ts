import type { ApiRequest } from './api-request';
import { pageTooLarge, parameterInvalid } from './twilio-error';

/** A list to page through, and how it is called and bounded. */
export interface Listing<Item> {
  /** The name of the array in the answer. */
  readonly key: string;
  /** In the order of the list. */
  readonly items: readonly Item[];
  /** Sorts as text in the order of the list, so that a page goes on after an item that is gone. */
  readonly keyOf: (item: Item) => string;
  readonly largestPage: number;
  readonly clamps: boolean;
}

/** One page of a list: its items, and the `meta` that Twilio sends with them. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly meta: {
    readonly key: string;
    readonly page: number;
    readonly page_size: number;
    readonly url: string;
    readonly first_page_url: string;
    readonly next_page_url: string | null;
    readonly previous_page_url: string | null;
  };
}

/**
 * The requested page. A page token marks a place between two items, so that jobs created or gone while a client pages are never
 * shown twice; a page number without a token counts from the start.
 */
export function pageOf<Item>(listing: Listing<Item>, request: ApiRequest): Page<Item> {
  const { items, keyOf } = listing;
  const size = pageSize(listing, request.query);
  const number = wholeNumber('Page', request.query) ?? 0;
  const first = firstIndex(listing, request.query, number * size, size);
  const shown = items.slice(first, first + size);

  const filters = [...request.query].filter(([name]) => !['PageSize', 'Page', 'PageToken'].includes(name));
  const url = (page: number, token?: string): string => {
    const query = new URLSearchParams([...filters, ['PageSize', String(size)], ['Page', String(page)]]);
    if (token !== undefined) query.set('PageToken', token);
    return `${request.origin}${request.path}?${query.toString()}`;
  };
  const beyond = (item: Item | undefined, direction: Direction): string | undefined =>
    item === undefined ? undefined : direction + Buffer.from(keyOf(item)).toString('base64url');
  const hasNext = first + size < items.length;
  const hasPrevious = first > 0;
  return {
    items: shown,
    meta: {
      key: listing.key,
      page: number,
      page_size: size,
      url: url(number, request.query.get('PageToken') ?? undefined),
      first_page_url: url(0),
      next_page_url: hasNext ? url(number + 1, beyond(shown.at(-1), AFTER)) : null,
      previous_page_url: hasPrevious ? url(Math.max(number - 1, 0), beyond(items[first], BEFORE)) : null,
    },
  };
}

const AFTER = 'PA';
const BEFORE = 'PB';
type Direction = typeof AFTER | typeof BEFORE;

function firstIndex<Item>({ items, keyOf }: Listing<Item>, query: URLSearchParams, offset: number, size: number): number {
  const token = query.get('PageToken');
  if (token === null) return offset;
  const key = Buffer.from(token.slice(2), 'base64url').toString();
  if (token.startsWith(AFTER)) return items.filter((item) => keyOf(item) <= key).length;
  if (token.startsWith(BEFORE)) return Math.max(items.filter((item) => keyOf(item) < key).length - size, 0);
  throw parameterInvalid('PageToken is not valid');
}

function pageSize({ largestPage, clamps }: Pick<Listing<unknown>, 'largestPage' | 'clamps'>, query: URLSearchParams): number {
  const asked = wholeNumber('PageSize', query) ?? 50;
  if (asked < 1) throw parameterInvalid('PageSize must be at least 1');
  if (asked > largestPage && !clamps) throw pageTooLarge(asked, largestPage);
  return Math.min(asked, largestPage);
}

function wholeNumber(name: string, query: URLSearchParams): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text)) throw parameterInvalid(`${name} must be a whole number`);
  return Number(text);
}
