import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { isRefusal } from '../archive-error';
import { formatArchivePlace, type ArchivePlace } from '../archive-url';
import { createS3Client, endingWith, type S3Encryption, type S3Settings } from './s3-client';
import { isNoSuchKey, s3Failure, translatingS3Errors } from './s3-failure';
import { comparableTag, listObjects } from './s3-list';
import { sweepUploads } from './s3-sweep';
import { uploadObject } from './s3-upload';
import type { Store, StoredFile, StoreOptions } from '../store';

/** The objects of a bucket whose keys begin with a prefix, at Amazon or at another store that speaks S3. */
export function createS3Store(where: Extract<ArchivePlace, { kind: 's3' }>, { otherStore, encryption }: S3Settings = {}): Store {
  const { bucket, prefix } = where;
  const client = createS3Client({ otherStore });
  const root = prefix === '' ? '' : `${prefix}/`;
  const place = formatArchivePlace(where);
  const object = (name: string) => ({ Bucket: bucket, Key: `${root}${name}` });

  const listed = async (
    purpose: string,
    below: string,
    { after, before, signal }: StoreOptions & { after?: string | undefined; before?: string | undefined },
  ): Promise<StoredFile[]> => {
    const [first, last] = [after, before].map((name) => (name === undefined ? undefined : `${root}${name}`));
    const listing = { Bucket: bucket, Prefix: `${root}${below}`, after: first, before: last };
    const files = await translatingS3Errors(purpose, signal, () => listObjects(client, listing, endingWith(signal)));
    return files.map((file) => ({ ...file, name: file.name.slice(root.length) }));
  };

  return {
    place,

    list: async function* (below, options = {}) {
      yield* await listed(`Listing ${below} in ${place}`, below, options);
    },

    stat: async (name, options = {}) => {
      const { signal } = options;
      const purpose = `Checking ${name} in ${place}`;
      try {
        const { ContentLength = 0, ETag } = await client.send(new HeadObjectCommand(object(name)), endingWith(signal));
        return { name, bytes: ContentLength, tag: comparableTag(ETag) };
      } catch (thrown) {
        signal?.throwIfAborted();
        if (isNoSuchKey(thrown)) return undefined;
        const failure = s3Failure(purpose, thrown);
        // Amazon answers 403 for a missing object when only some prefixes may be listed; other stores have no HEAD.
        if (!isRefusal(failure)) throw failure;
        return (await listed(purpose, name, options)).find((file) => file.name === name);
      }
    },

    read: (name, { signal } = {}) => {
      const purpose = `Reading ${name} in ${place}`;
      return translatingS3Errors(purpose, signal, async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand(object(name)), endingWith(signal));
          return translated(Body as AsyncIterable<Uint8Array>, purpose, signal);
        } catch (thrown) {
          if (isNoSuchKey(thrown)) return undefined;
          throw thrown;
        }
      });
    },

    write: (name, bytes, { mayKeep, signal } = {}) =>
      uploadObject(client, {
        purpose: `Writing ${name} to ${place}`,
        target: { ...object(name), ContentType: contentType(name), ...encrypted(encryption) },
        bytes,
        mayKeep,
        signal,
      }),

    remove: (name, { signal } = {}) =>
      translatingS3Errors(`Removing ${name} from ${place}`, signal, async () => {
        await client.send(new DeleteObjectCommand(object(name)), endingWith(signal));
      }),

    sweep: (below, { signal } = {}) =>
      translatingS3Errors(`Sweeping ${below} in ${place}`, signal, () => sweepUploads(client, object(below), signal)),

    limits: () => [],
  };
}

async function* translated<T>(source: AsyncIterable<T>, purpose: string, signal: AbortSignal | undefined): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (thrown) {
    signal?.throwIfAborted();
    throw s3Failure(purpose, thrown);
  }
}

/** Without an encoding: a client that decompresses automatically would get bytes that differ from the receipt. */
function contentType(name: string): string {
  if (name.endsWith('.gz')) return 'application/gzip';
  return name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}

function encrypted(encryption: S3Encryption | undefined): Partial<PutObjectCommandInput> {
  if (encryption === undefined) return {};
  const { algorithm, kmsKeyId } = encryption;
  return { ServerSideEncryption: algorithm, ...(kmsKeyId !== undefined && { SSEKMSKeyId: kmsKeyId }) };
}
