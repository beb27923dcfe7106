import { Readable } from 'node:stream';
import { AbortMultipartUploadCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { endingWith } from './s3-client';
import { s3Failure } from './s3-failure';
import { comparableTag } from './s3-list';

/** S3 accepts at most 10,000 parts: files up to 160 GB. Two parts are sent while a third is filled. */
const PART_BYTES = 16 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

interface UploadRequest {
  /** The start of an error message. */
  readonly purpose: string;
  readonly target: Omit<PutObjectCommandInput, 'Body'>;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly mayKeep: (() => Promise<boolean>) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Ends an upload that must not be kept after all its bytes have been read. */
class NotKept extends Error {}

/**
 * Upload an object completely or not at all: in one request when it is small, otherwise in parts, each with a checksum that S3
 * compares. Resolves with its comparable ETag, or with undefined when it must not be kept. Uploaded parts of a failed upload are
 * removed first.
 *
 * @throws what the bytes throw, the reason of the signal, or an ArchiveError
 */
export async function uploadObject(client: S3Client, request: UploadRequest): Promise<string | undefined> {
  const { purpose, target, signal } = request;
  const source: { failure?: unknown } = {};
  const body = Readable.from(watched(request, source), { objectMode: false });
  const upload = new Upload({
    client: forUpload(client, signal),
    params: { ...target, Body: body },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
  });
  try {
    return comparableTag((await upload.done()).ETag);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof NotKept) return undefined;
    throw thrown === source.failure ? thrown : s3Failure(purpose, thrown);
  } finally {
    body.destroy();
  }
}

/** The bytes; their error is kept in `source`, to distinguish it from an error of the upload. */
async function* watched({ bytes, mayKeep }: UploadRequest, source: { failure?: unknown }): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
    if (mayKeep && !(await mayKeep())) throw new NotKept();
  } catch (thrown) {
    source.failure = thrown;
    throw thrown;
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
