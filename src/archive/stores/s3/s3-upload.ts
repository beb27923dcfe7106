import { Readable } from 'node:stream';
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { PutObjectCommandInput, S3Client, ListMultipartUploadsCommandOutput, MultipartUpload } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { endingWith, type ObjectKey } from './s3-client';
import { comparableTag } from './s3-list';
import type { Bytes, WriteOptions } from '../store';

/** S3 accepts at most 10,000 parts: files up to 160 GB. Two parts are sent while a third is filled. */
const PART_BYTES = 16 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/** Ends an upload that must not be kept after all its bytes have been read. */
class NotKept extends Error {}

/**
 * Upload an object completely or not at all: in one request when it is small, otherwise in parts, each with a checksum that S3
 * compares. Resolves with its comparable ETag, or with undefined when it must not be kept. Uploaded parts of a failed upload are
 * removed first.
 */
export async function uploadObject(
  client: S3Client,
  target: Omit<PutObjectCommandInput, 'Body'>,
  { bytes, mayKeep, signal }: WriteOptions & { readonly bytes: Bytes },
): Promise<string | undefined> {
  async function* kept(): AsyncGenerator<Uint8Array> {
    yield* bytes;
    if (mayKeep && !(await mayKeep())) throw new NotKept();
  }
  const body = Readable.from(kept(), { objectMode: false });
  const params = { ...target, Body: body };
  const upload = new Upload({ client: forUpload(client, signal), params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE });
  try {
    return comparableTag((await upload.done()).ETag);
  } catch (thrown) {
    if (thrown instanceof NotKept) return undefined;
    throw thrown;
  } finally {
    body.destroy();
  }
}

/** The same client, whose requests end with the signal, except the one that removes the parts. An error of that one is ignored. */
function forUpload(client: S3Client, signal: AbortSignal | undefined): S3Client {
  const send = (command: Parameters<S3Client['send']>[0]): Promise<unknown> =>
    command instanceof AbortMultipartUploadCommand
      ? client.send(command).catch(() => undefined)
      : client.send(command, endingWith(signal));
  return Object.create(client, { send: { value: send } }) as S3Client;
}

/** No upload of one file takes this long. */
const OLD_MS = 24 * 60 * 60 * 1000;

/** Abort the uploads below a key that started a day ago or earlier: S3 keeps and bills their parts. Resolves with their number. */
export async function sweepUploads(client: S3Client, below: ObjectKey, signal: AbortSignal | undefined): Promise<number> {
  let swept = 0;
  for await (const { Key, UploadId, Initiated } of unfinishedUploads(client, below)) {
    signal?.throwIfAborted();
    if (Initiated === undefined || Date.now() - Initiated.getTime() < OLD_MS) continue;
    await client.send(new AbortMultipartUploadCommand({ Bucket: below.Bucket, Key, UploadId }));
    swept += 1;
  }
  return swept;
}

async function* unfinishedUploads(client: S3Client, { Bucket, Key: Prefix }: ObjectKey): AsyncGenerator<MultipartUpload> {
  let page: ListMultipartUploadsCommandOutput | undefined;
  do {
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page ?? {};
    page = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix, KeyMarker, UploadIdMarker }));
    yield* (page.Uploads ?? []).filter(({ Key = '' }) => Key.startsWith(Prefix));
    // Not every store marks its last page: a page without a new marker is the last.
    if (page.NextKeyMarker === KeyMarker && page.NextUploadIdMarker === UploadIdMarker) return;
  } while (page.IsTruncated);
}
