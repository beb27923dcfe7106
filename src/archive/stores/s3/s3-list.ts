import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { StoredFile } from '../store';

/** What S3 lists at once unless it says otherwise. */
const PAGE_KEYS = 1000;

/** What is to be listed: keys that begin with a prefix, between two others. */
interface Listing {
  readonly Bucket: string;
  readonly Prefix: string;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

/**
 * The objects of a listing by their keys, in the order of those. Not every store sorts its list, starts where it was told
 * to, ends its pages right or keeps to the prefix: keys are compared here, and a page that shows nothing new is the last.
 * What a store does not list is not in it.
 */
export async function listObjects(
  client: S3Client,
  { Bucket, Prefix, after = '', before }: Listing,
  options: { readonly abortSignal?: AbortSignal },
): Promise<StoredFile[]> {
  const found = new Map<string, StoredFile>();
  let greatest = after;
  let token: string | undefined;
  for (;;) {
    const position =
      token === undefined ? greatest && { StartAfter: greatest } : { ContinuationToken: token };
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix, ...(position || {}) }),
      options,
    );
    const files = filesOf(page).filter(({ name }) => name.startsWith(Prefix));
    const isNew = files.some(({ name }) => !found.has(name));
    for (const file of files) found.set(file.name, file);
    greatest = files.reduce((last, { name }) => (name > last ? name : last), greatest);
    const isPast = before !== undefined && greatest >= before && isSorted(files);
    if (!isNew || isPast || !goesOn(page)) break;
    token = page.NextContinuationToken === token ? undefined : page.NextContinuationToken;
  }
  return [...found.values()]
    .filter(({ name }) => name > after && (before === undefined || name < before) && !name.endsWith('/'))
    .sort(byName);
}

/** An ETag as it can be compared: stores write the same one with quotes and without, and in either case. */
export function comparableTag(etag = ''): string {
  return etag.replace(/^W\//i, '').replaceAll('"', '').toLowerCase();
}

function filesOf({ Contents = [] }: ListObjectsV2CommandOutput): StoredFile[] {
  return Contents.map(({ Key = '', Size = 0, ETag }) => ({
    name: decoded(Key),
    bytes: Size,
    tag: comparableTag(ETag),
  }));
}

/** No key of ours has a percent sign in it: with one, the store has encoded it for an address. */
function decoded(key: string): string {
  try {
    return key.includes('%') ? decodeURIComponent(key) : key;
  } catch {
    return key;
  }
}

function goesOn({
  IsTruncated,
  NextContinuationToken,
  Contents = [],
  MaxKeys = PAGE_KEYS,
}: ListObjectsV2CommandOutput) {
  return (
    IsTruncated === true || NextContinuationToken !== undefined || Contents.length >= Math.max(MaxKeys, 1)
  );
}

function isSorted(files: readonly StoredFile[]): boolean {
  return files.every(({ name }, index) => index === 0 || name > (files[index - 1]?.name ?? ''));
}

function byName({ name: one }: StoredFile, { name: other }: StoredFile): number {
  return one < other ? -1 : Number(one > other);
}
