import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  type MultipartUpload,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectKey } from './s3-client';

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
