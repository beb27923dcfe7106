import { ArchiveError, FrozenFileError, type ArchiveErrorKind } from '../archive-error';

const ADVICE = {
  full: 'Make room in the store, and delivery goes on by itself; what is delivered stays as it is.',
  refused:
    "Check the bucket's name and region (AWS_REGION), the worker's AWS credentials, and their rights: list, get, put and delete objects, list and abort multipart uploads.",
  foreign: '',
  conflict: '',
  unavailable: 'It may pass, and is tried again.',
} satisfies Record<ArchiveErrorKind, string>;

/** Names of errors that the SDK makes itself and that time does not mend. */
const LOCAL_REFUSALS = /Credentials|Region is missing|Token|Config/;
/** What the SDK puts before the words of an error that is not its own. */
const WRAPPER = /^AWS SDK error wrapper for (Error: )?/;

const LONGEST_WORDS = 300;

/** What the AWS SDK throws, as far as it matters here; by its shape, since it has many classes. */
interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Ask S3 something and translate what the SDK throws.
 * @param purpose what is attempted, to begin the sentence with
 * @throws ArchiveError, or the reason of the signal if that has aborted
 */
export async function translatingS3Errors<T>(
  purpose: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    signal?.throwIfAborted();
    throw s3Failure(purpose, thrown);
  }
}

/** Whether S3 said that there is no such object; not every store has Amazon's name for it. */
export function isNoSuchKey(thrown: unknown): boolean {
  const { name, $metadata } = thrown as Partial<SdkError>;
  return name === 'NoSuchKey' || ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket');
}

/** The error for what the SDK threw; that itself is not kept, since it carries the request. */
export function s3Failure(purpose: string, thrown: unknown): ArchiveError {
  const { name, message, $metadata } = thrown as SdkError;
  const status = $metadata?.httpStatusCode;
  const kind = kindOf(name, message, status);
  const detail = [
    name === 'Error' ? '' : name,
    message === 'UnknownError' ? '' : message.replace(WRAPPER, ''),
  ]
    .filter(Boolean)
    .join(': ');
  const said = status === undefined ? 'no answer' : `answered ${status}`;
  if (name === 'InvalidObjectState') {
    return new FrozenFileError(
      `${purpose}: ${said} (${detail.slice(0, LONGEST_WORDS)}). It is in a storage class that must be restored before it can be read.`,
    );
  }
  return new ArchiveError(`${purpose}: ${said} (${detail.slice(0, LONGEST_WORDS)}). ${ADVICE[kind]}`, kind);
}

function kindOf(name: string, message: string, status: number | undefined): ArchiveErrorKind {
  if (status === 507 || /StorageFull|QuotaExceeded/i.test(name)) return 'full';
  if (status === undefined) return LOCAL_REFUSALS.test(`${name} ${message}`) ? 'refused' : 'unavailable';
  // Too much at once, a clock that is off, an upload that somebody swept away: to do it again may help.
  if (['SlowDown', 'RequestTimeout', 'RequestTimeTooSkewed', 'NoSuchUpload'].includes(name))
    return 'unavailable';
  if (status === 501 || name === 'NotImplemented') return 'refused';
  return status >= 500 || status === 429 || status === 408 ? 'unavailable' : 'refused';
}
