import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { insteadOf } from '../../../domain/instead-of';
import { isRefusal, type ListOptions, type Store, type StoredFile } from '../store';
import { formatArchivePlace, type ArchivePlace } from '../archive-url';
import { createS3Client, endingWith, type S3Settings } from './s3-client';
import { isNoSuchKey, s3Failure } from './s3-failure';
import { comparableTag, listObjects } from './s3-list';
import { sweepUploads, uploadObject } from './s3-upload';
import { translated } from '../translated';

/** The objects of a bucket whose keys begin with a prefix, at Amazon or at another store that speaks S3. */
export function createS3Store(where: Extract<ArchivePlace, { kind: 's3' }>, { otherStore, encryption }: S3Settings = {}): Store {
  const { bucket, prefix } = where;
  const client = createS3Client({ otherStore });
  const root = prefix === '' ? '' : `${prefix}/`;
  const object = (name: string) => ({ Bucket: bucket, Key: `${root}${name}` });

  const listed = async (below: string, { signal, ...bounds }: ListOptions): Promise<StoredFile[]> => {
    const [after, before] = [bounds.after, bounds.before].map((name) => name && `${root}${name}`);
    const files = await listObjects(client, object(below), { after, before, signal });
    return files.map((file) => ({ ...file, name: file.name.slice(root.length) }));
  };

  const store: Store = {
    place: formatArchivePlace(where),

    list: async function* (below, options = {}) {
      yield* await listed(below, options);
    },

    stat: async (name, options = {}) => {
      try {
        const head = await client.send(new HeadObjectCommand(object(name)), endingWith(options.signal));
        return { name, bytes: head.ContentLength ?? 0, tag: comparableTag(head.ETag) };
      } catch (thrown) {
        if (isNoSuchKey(thrown)) return undefined;
        // Amazon answers 403 for a missing object when only some prefixes may be listed; other stores have no HEAD.
        if (!isRefusal(s3Failure('', thrown))) throw thrown;
        return (await listed(name, options)).find((file) => file.name === name);
      }
    },

    read: async (name, { signal } = {}) => {
      const got = client.send(new GetObjectCommand(object(name)), endingWith(signal)).catch(insteadOf(isNoSuchKey, undefined));
      return (await got)?.Body as AsyncIterable<Uint8Array> | undefined;
    },

    prepare: () => Promise.resolve(),

    write: (name, bytes, { mayKeep, signal } = {}) => {
      const { algorithm: ServerSideEncryption, kmsKeyId: SSEKMSKeyId } = encryption ?? {};
      const target = { ...object(name), ContentType: contentType(name), ServerSideEncryption, SSEKMSKeyId };
      return uploadObject(client, target, { bytes, mayKeep, signal });
    },

    remove: async (name, { signal } = {}) => {
      await client.send(new DeleteObjectCommand(object(name)), endingWith(signal));
    },

    sweep: (below, { signal } = {}) => sweepUploads(client, object(below), signal),
    limits: () => [],
  };
  return translated(store, s3Failure);
}

/** Without an encoding: a client that decompresses automatically would get bytes that differ from the receipt. */
function contentType(name: string): string {
  if (name.endsWith('.gz')) return 'application/gzip';
  return name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}
