import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { decoded } from '../../../network/decoded';
import type { ListOptions, StoredFile } from '../store';
import { endingWith, type ObjectKey } from './s3-client';

const PAGE_KEYS = 1000;

/** The objects below a key, and after and before others, by key. Stores may not sort, respect `StartAfter` or mark the last page: keys decide. */
export async function listObjects(client: S3Client, below: ObjectKey, options: ListOptions): Promise<StoredFile[]> {
  const { Bucket, Key: Prefix } = below;
  const { after = '', before, signal } = options;
  const found = new Map<string, StoredFile>();
  let greatest = after;
  let token: string | undefined;
  for (;;) {
    const position = token === undefined ? greatest && { StartAfter: greatest } : { ContinuationToken: token };
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ...(position || {}) }), endingWith(signal));
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
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** A comparable ETag: stores write the same one with and without quotes, and in either case. */
export function comparableTag(etag = ''): string {
  return etag.replace(/^W\//i, '').replaceAll('"', '').toLowerCase();
}

/** Our keys have no percent sign: a key with one is URL-encoded by the store. */
function filesOf({ Contents = [] }: ListObjectsV2CommandOutput): StoredFile[] {
  return Contents.map(({ Key = '', Size = 0, ETag }) => ({ name: decoded(Key), bytes: Size, tag: comparableTag(ETag) }));
}

function goesOn({ IsTruncated, NextContinuationToken, Contents = [], MaxKeys = PAGE_KEYS }: ListObjectsV2CommandOutput) {
  return IsTruncated === true || NextContinuationToken !== undefined || Contents.length >= Math.max(MaxKeys, 1);
}

function isSorted(files: readonly StoredFile[]): boolean {
  return files.every(({ name }, index) => index === 0 || name > (files[index - 1]?.name ?? ''));
}
