import { z } from 'zod';

const wirePage = z.looseObject({
  meta: z.object({ key: z.string().nullish().catch(undefined), next_page_url: z.string().nullish() }),
});

/** One page of a list. */
export interface Page {
  readonly items: readonly unknown[];
  /** Absent on the last page. */
  readonly nextPageUrl?: string;
}

/**
 * Read a page of a list (https://www.twilio.com/docs/usage/twilios-response, paging): the items under `meta.key`, else under
 * `knownKey`. Undefined without them, or without `meta`, which says whether the list continues.
 */
export function readPage(json: unknown, knownKey: string): Page | undefined {
  const page = wirePage.safeParse(json).data;
  if (page === undefined) return undefined;
  const items = [page.meta.key ?? knownKey, knownKey].map((key) => page[key]).find(Array.isArray);
  if (items === undefined) return undefined;
  const { next_page_url: nextPageUrl } = page.meta;
  return { items, ...(nextPageUrl && { nextPageUrl }) };
}
