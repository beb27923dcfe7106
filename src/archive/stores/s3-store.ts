import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type ListObjectsV2CommandOutput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { formatArchivePlace, type ArchivePlace } from './archive-url';
import { createS3Client, following, type S3Encryption, type S3Settings } from './s3-client';
import { isNoSuchKey, s3Failure, translatingS3Errors } from './s3-failure';
import { sweepUploads } from './s3-sweep';
import { uploadObject } from './s3-upload';
import type { Store, StoredFile } from './store';

/** The objects of a bucket whose keys begin with a prefix, at Amazon or at another store that speaks S3. */
export function createS3Store(
  where: Extract<ArchivePlace, { kind: 's3' }>,
  { otherStore, encryption }: S3Settings = {},
): Store {
  const { bucket, prefix } = where;
  const client = createS3Client({ otherStore });
  const root = prefix === '' ? '' : `${prefix}/`;
  const place = formatArchivePlace(where);
  const object = (name: string) => ({ Bucket: bucket, Key: `${root}${name}` });
  const ending = (signal: AbortSignal | undefined) => (signal ? { abortSignal: following(signal) } : {});

  return {
    place,

    list: (below, { after, before, signal } = {}) => {
      const query = {
        Bucket: bucket,
        Prefix: `${root}${below}`,
        ...(after !== undefined && { StartAfter: `${root}${after}` }),
      };
      const pages = paginateListObjectsV2({ client }, query, ending(signal));
      return until(before, filesOf(translated(pages, `Listing ${below} of ${place}`, signal), root));
    },

    read: (name, { signal } = {}) => {
      const purpose = `Reading ${name} of ${place}`;
      return translatingS3Errors(purpose, signal, async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand(object(name)), ending(signal));
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
        await client.send(new DeleteObjectCommand(object(name)), ending(signal));
      }),

    sweep: (below, { signal } = {}) =>
      translatingS3Errors(`Sweeping ${below} of ${place}`, signal, () =>
        sweepUploads(client, object(below), signal),
      ),
  };
}

async function* translated<T>(
  source: AsyncIterable<T>,
  purpose: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (thrown) {
    signal?.throwIfAborted();
    throw s3Failure(purpose, thrown);
  }
}

async function* filesOf(
  pages: AsyncIterable<ListObjectsV2CommandOutput>,
  root: string,
): AsyncGenerator<StoredFile> {
  for await (const { Contents = [] } of pages) {
    for (const { Key = '', Size = 0, ETag = '' } of Contents) {
      yield { name: Key.slice(root.length), bytes: Size, tag: ETag };
    }
  }
}

async function* until(
  before: string | undefined,
  files: AsyncIterable<StoredFile>,
): AsyncGenerator<StoredFile> {
  for await (const file of files) {
    if (before !== undefined && file.name >= before) return;
    yield file;
  }
}

/** Without an encoding: a client that unpacks by itself would get bytes that no receipt knows. */
function contentType(name: string): string {
  return name.endsWith('.gz') ? 'application/gzip' : 'application/json';
}

function encrypted(encryption: S3Encryption | undefined): Partial<PutObjectCommandInput> {
  if (encryption === undefined) return {};
  const { algorithm, kmsKeyId } = encryption;
  return { ServerSideEncryption: algorithm, ...(kmsKeyId !== undefined && { SSEKMSKeyId: kmsKeyId }) };
}
