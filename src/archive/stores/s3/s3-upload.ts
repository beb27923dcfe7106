import { Readable } from 'node:stream';
import { AbortMultipartUploadCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { childSignal } from './s3-client';
import { s3Failure } from './s3-failure';
import { comparableTag } from './s3-list';

/** 10,000 parts are the most that S3 takes: files up to 160 GB. Two of them are on their way while a third is filled. */
const PART_BYTES = 16 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

interface UploadRequest {
  /** What is attempted, to begin a sentence with. */
  readonly purpose: string;
  readonly target: Omit<PutObjectCommandInput, 'Body'>;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly mayKeep: (() => Promise<boolean>) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Thrown inside an upload to end it when all its bytes are there and it is not to be kept. */
class NotKept extends Error {}

/**
 * Upload an object whole or not at all: in one request when it is small, in parts when it is not, each with a checksum
 * that S3 compares. Resolves with its ETag as it can be compared, or with undefined when it was not to be kept. Otherwise the parts that are
 * there already are removed first.
 *
 * @throws what the bytes throw, the reason of the signal, or an ArchiveError
 */
export async function uploadObject(client: S3Client, request: UploadRequest): Promise<string | undefined> {
  const { purpose, target, signal } = request;
  const source: Source = {};
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

/** What the bytes threw, to be told from what sending them did. */
interface Source {
  failure?: unknown;
}

async function* watched({ bytes, mayKeep }: UploadRequest, source: Source): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
    if (mayKeep && !(await mayKeep())) throw new NotKept();
  } catch (thrown) {
    source.failure = thrown;
    throw thrown;
  }
}

/**
 * The same client, each of whose requests ends with the signal. The one that removes the parts may not; and where it is
 * refused, that says nothing of the upload.
 */
function forUpload(client: S3Client, signal: AbortSignal | undefined): S3Client {
  const ending = () => (signal ? { abortSignal: childSignal(signal) } : {});
  const send = (command: Parameters<S3Client['send']>[0]): Promise<unknown> =>
    command instanceof AbortMultipartUploadCommand
      ? client.send(command).catch(() => undefined)
      : client.send(command, ending());
  return Object.create(client, { send: { value: send } }) as S3Client;
}
